import type { Strings } from '../strings.js';

export const schedule: Strings['schedule'] = {
  lead: 'Jeder Lauf nimmt, was seit dem letzten archiviert wurde.',
  displayName: 'Name',
  displayNameHint: 'Für Menschen, zum Beispiel WhatsApp EMEA.',
  id: 'Kennung',
  idHint: 'Für Befehle und Links, von nun an fest. Leer lassen, um sie aus dem Namen zu bilden.',
  firstDay: 'Erster Tag, der archiviert wird',
  firstDayHint:
    'Ab 00:00 UTC dieses Tages, nach der Zeit, zu der TeleMessage archiviert hat. Von nun an fest; frühere Tage durch eine Nacharchivierung.',
  formerWatermark: (at) =>
    `Ein gelöschter Connector dieses Kontos hatte bis ${at} archiviert: bei einem späteren ersten Tag fehlen die Tage dazwischen.`,
  time: 'Jeden Tag um',
  timezone: 'Zeitzone',
  timezoneHint: 'Ein Name wie Europe/Berlin.',
  more: 'Weitere Einstellungen',
  cron: 'Cron-Ausdruck statt einer Uhrzeit',
  cronHint: 'Fünf Felder: Minute Stunde Tag Monat Wochentag.',
  lookbackHours: 'Stunden Rückblick',
  lookbackHint: 'Was bei TeleMessage spät erscheint, wird innerhalb dieser Zeit noch genommen.',
  folder: 'Ordner in den Postfächern',
  faults: {
    id: 'Verwenden Sie 1 bis 63 Kleinbuchstaben, Ziffern und Striche, am Anfang Buchstabe oder Ziffer.',
    idTaken: 'Ein Connector hat diese Kennung schon.',
    displayName: 'Geben Sie einen einzeiligen Namen an.',
    'schedule.cron': 'Geben Sie fünf Felder an: Minute Stunde Tag Monat Wochentag, zum Beispiel 0 2 * * *.',
    'schedule.timezone': 'Geben Sie eine Zeitzone der IANA-Liste an, zum Beispiel UTC oder Europe/Berlin.',
    'schedule.start': 'Geben Sie einen Tag an, der nicht in der Zukunft liegt.',
    'schedule.lookbackHours': 'Geben Sie ganze Stunden von 0 bis 720 an.',
    'target.folder': 'Geben Sie den Namen eines Ordners ohne Schrägstrich an.',
    'target.itemClass': 'Geben Sie eine Nachrichtenklasse wie IPM.ExternalData.WhatsAppArchiver an.',
    'target.maxItemBytes': 'Geben Sie eine ganze Zahl von Bytes bis 157.286.400 an.',
    'target.maxMailBytes': 'Geben Sie eine ganze Zahl von Bytes bis 157.286.400 an.',
    'target.timezone': 'Geben Sie eine Zeitzone der IANA-Liste wie Europe/Berlin an, oder nichts.',
  },
};
