import { checkSentences } from './check-sentences.js';
import { loginSentences } from './login-sentences.js';
import { mappingSentences } from './mapping-sentences.js';
import { serviceSentences } from './service-sentences.js';
import { setUpSentences } from './set-up-sentences.js';

/** Our sentences of errors and of the check-up in German, by their English words. What is not here is shown in English. */
export const sentences: Record<string, string> = {
  ...checkSentences,
  ...loginSentences,
  ...mappingSentences,
  ...serviceSentences,
  ...setUpSentences,
  'See its days with `report {}`.': 'Öffnen Sie sie auf der Seite ihres Connectors: Dort stehen ihre Tage.',
  'A backfill of this very period is under way.': 'Eine Nacharchivierung genau dieses Zeitraums läuft schon.',
  'The backfill was not started:': 'Die Nacharchivierung wurde nicht gestartet:',
  'Correct what is named, then start it again.':
    'Berichtigen Sie, was genannt ist, und starten Sie sie noch einmal.',
  '`to` must be later than `from`': 'Der letzte Tag liegt vor dem ersten.',
  '`to` lies in the future: such a window is not closed yet': 'Der letzte Tag liegt in der Zukunft.',
  '`from` to `to` has more than {} days: split it':
    'Erster bis letzter Tag sind mehr als {} Tage: Teilen Sie sie auf.',
  'A backfill needs a first and a last day.':
    'Eine Nacharchivierung braucht einen ersten und einen letzten Tag.',
  'Give both as dates.': 'Geben Sie beide als Datum an.',
  'Somebody was named who has no mailbox that takes mail:':
    'Jemand ist genannt, der kein Postfach hat, das Mail annimmt:',
  'Correct the address, or give the Entra object id of the user; nothing was started.':
    'Berichtigen Sie die Adresse, oder geben Sie die Entra-Objekt-ID des Benutzers an; nichts wurde gestartet.',
  'The reason is empty, too long, or holds control characters.':
    'Der Grund ist leer, zu lang oder enthält Steuerzeichen.',
  'Say why in one line.': 'Sagen Sie in einer Zeile, warum.',
  'The connector is paused, and no run was started.':
    'Der Connector ist angehalten, und es wurde kein Lauf gestartet.',
  'Resume it: that starts a run.': 'Setzen Sie ihn fort: Das startet einen Lauf.',
  'Connector {} is at work: {}.': 'Connector {} arbeitet gerade: {}.',
  'Wait until they have ended, or cancel them while a worker runs: a backfill with `backfill cancel ID`, a run with `temporal workflow cancel -w ID`.':
    'Warten Sie das Ende ab, oder brechen Sie ab, solange ein Worker läuft: eine Nacharchivierung auf ihrer Seite, einen Lauf in Temporal.',
  'That is not the name of this connector.': 'Das ist nicht der Name dieses Connectors.',
  'Type the name as it stands above; nothing was deleted.':
    'Geben Sie den Namen ein, wie er oben steht; nichts wurde gelöscht.',
  'There is no connector {}.': 'Einen Connector {} gibt es nicht.',
  'See those that it has with: whatsapp-archiver mapping show {} --versions':
    'Wählen Sie eine von denen, die auf der Seite Personen stehen.',
  'ended runs are kept for {}': 'beendete Läufe werden {} aufbewahrt',
};
