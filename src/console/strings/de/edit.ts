import type { Strings } from '../index.js';

export const edit: Strings['edit'] = {
  title: (name) => `${name} bearbeiten`,
  lead: 'Änderungen gelten ab dem nächsten Lauf; ein Lauf, der auf seine Quelle wartet, geht mit der neuen Anmeldung weiter.',
  fixedTitle: 'Was sich nicht ändern lässt',
  fixedHint:
    'Steht fest, seit der Connector angelegt wurde: Für ein anderes Produkt oder Konto fügen Sie einen weiteren Connector hinzu; für frühere Tage starten Sie eine Nacharchivierung.',
  id: 'Kennung',
  product: 'Produkt',
  account: 'Konto',
  start: 'Erster Tag',
  generalTitle: 'Name und Zeitplan',
  sourceTitle: 'TeleMessage',
  sourceHint: 'Eine geänderte Anmeldung wird sofort versucht, und sie muss dasselbe Konto öffnen.',
  newPassword: 'Neues Kennwort',
  newPrivateKey: 'Neuer privater Schlüssel',
  passwordHint: 'Leer lassen, um das jetzige zu behalten, das nie angezeigt wird.',
  mappingTitle: 'Benutzerzuordnung',
  mappingHint: 'Die Zuordnungsdatei ändern Sie auf der Seite Personen.',
  people: 'Personen',
  targetTitle: 'Postfächer',
  itemClass: 'Nachrichtenklasse der Mails',
  maxItemBytes: 'Größter Anhang und größter Text eines Elements, in Bytes',
  maxMailBytes: 'Größte Mail, in Bytes',
  targetTimezone: 'Zeitzone, die in Mails neben UTC steht',
  targetTimezoneHint: 'Leer lassen, um nur UTC zu zeigen.',
  changedMeanwhile:
    'Jemand anderes hat diesen Connector geändert, seit Sie die Seite geöffnet haben. Öffnen Sie sie neu.',
};
