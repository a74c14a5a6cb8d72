import { loginSentences } from './login-sentences.js';
import { mappingSentences } from './mapping-sentences.js';
import { serviceSentences } from './service-sentences.js';
import { setUpSentences } from './set-up-sentences.js';

/** Our sentences of errors and of the check-up in German, by their English words. What is not here is shown in English. */
export const sentences: Record<string, string> = {
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
  'Mend the cause, then run `connector resume {}`.':
    'Beheben Sie die Ursache, und setzen Sie den Connector dann auf seiner Seite fort.',
  'Run `connector update {} --file F`.':
    'Öffnen Sie Bearbeiten, und speichern Sie: Das legt den Zeitplan neu an.',
  'Look at schedule.cron in `connector show {}`.': 'Sehen Sie sich unter Bearbeiten den Zeitplan an.',
  'Run `doctor --in-scope ADDRESS` with a user whose mail is archived.':
    'Nennen Sie im Schritt Microsoft 365 einer Einrichtung einen Benutzer, dessen Mail archiviert wird.',
  'Run `doctor --out-of-scope ADDRESS` with a user whose mailbox the app must not open.':
    'Nennen Sie im Schritt Microsoft 365 einer Einrichtung einen Benutzer, dessen Postfach die App nicht öffnen darf.',
  'Run `doctor` again.': 'Prüfen Sie noch einmal.',
  'Check the network on the way there, then run `doctor` again.':
    'Prüfen Sie das Netzwerk auf dem Weg dorthin, und prüfen Sie dann noch einmal.',
  'Create one with `connector create`.': 'Fügen Sie unter Datenconnectors einen hinzu.',
  'Install a file with `mapping set`.': 'Laden Sie auf der Seite Personen eine Datei hoch.',
  'Give it a mailbox in Exchange Online, or set another mapping.catchAllMailbox with `connector update`.':
    'Geben Sie ihm ein Postfach in Exchange Online, oder nennen Sie unter Bearbeiten ein anderes Auffangpostfach.',
  '`mapping show {} --format csv > mapping.csv`, then `mapping check mapping.csv --connector {}`, which names every row that leads to no mailbox, and why.':
    'Laden Sie auf der Seite Personen von {} die Datei herunter und wieder hoch. Die Vorschau nennt jede Zeile, die zu keinem Postfach führt, und warum; an {} ändert sich nichts, bevor Sie bestätigen.',
  'Correct it in the environment or in the file given by --env-file (docs/set-up.md).':
    'Berichtigen Sie es in der Umgebung oder in der Datei von --env-file (docs/set-up.md).',
  'complete and well-formed': 'vollständig und richtig geschrieben',
  'answers at {}': 'antwortet unter {}',
  'ended runs are kept for {}': 'beendete Läufe werden {} aufbewahrt',
  'all there, each with its type': 'alle da, jedes mit seinem Typ',
  '{} within the last minute': '{} in der letzten Minute',
  'none within the last minute': 'keiner in der letzten Minute',
  one: 'einer',
  'none fails': 'keine schlägt fehl',
  'none waits for a person': 'keiner wartet auf jemanden',
  'the server does not tell which fail': 'der Server sagt nicht, welche fehlschlagen',
  'next run at {}': 'nächster Lauf: {}',
  'paused: {}': 'angehalten: {}',
  'written and read back': 'geschrieben und wieder gelesen',
  'written on a condition and read back': 'unter einer Bedingung geschrieben und wieder gelesen',
  "within {} s of storage's": 'höchstens {} s neben der des Speichers',
  '{} stored': '{} gespeichert',
  'none is there yet': 'noch keiner da',
  'there, and closed to others': 'da, und für andere verschlossen',
  'its certificate is good until {}': 'sein Zertifikat gilt bis {}',
  'lets us in, to the account of the connector': 'lässt uns ein, in das Konto des Connectors',
  'can be listed': 'lässt sich auflisten',
  'users can be looked up': 'Benutzer lassen sich nachschlagen',
  'nobody to try it with': 'niemand, mit dem es sich versuchen ließe',
  'is there': 'ist da',
  'the Entra authority gives a token (consent in Entra: {})':
    'Entra gibt ein Token (Zustimmung in Entra: {})',
  '{} of {} addresses tried of the mapping file lead to a mailbox; the others: {}':
    '{} von {} versuchten Adressen der Zuordnungsdatei führen zu einem Postfach (die anderen: {})',
  '{} of {} addresses tried of the mapping file lead to a mailbox':
    '{} von {} versuchten Adressen der Zuordnungsdatei führen zu einem Postfach',
  'no mapping file: the address property of each participant decides':
    'keine Zuordnungsdatei: Die Adresseigenschaft der Beteiligten entscheidet',
  'Entra has consented to Mail.ReadWrite, which opens every mailbox unless an access policy forbids it':
    'In Entra ist Mail.ReadWrite zugestimmt; das öffnet jedes Postfach, wenn keine Zugriffsrichtlinie es verbietet',
  'a mapped user': 'einem zugeordneten Benutzer',
  'the mailbox of {} opens; mails in its folder: {}':
    'das Postfach von {} öffnet sich; Mails in seinem Ordner: {}',
  'the mailbox of {} opens; the first import makes its folder':
    'das Postfach von {} öffnet sich; seinen Ordner legt der erste Import an',
  'the mailbox of {} is refused': 'das Postfach von {} bleibt verschlossen',
  'The secret {} is also that of connector {}, which has another login.':
    'Das Geheimnis {} ist auch das des Connectors {}, der sich anders anmeldet.',
  'Name another secret in the connector file, and give the password with it.':
    'Geben Sie diesem Connector ein eigenes Geheimnis: Nennen Sie in seiner Connectordatei ein anderes, auf der Befehlszeile.',
  'Connector {} is being deleted.': 'Connector {} wird gerade gelöscht.',
  'Delete it once more where that has failed; nothing was changed.':
    'Löschen Sie ihn noch einmal, wenn das gescheitert ist; nichts wurde geändert.',
  'A connector has been made of this set-up.': 'Aus dieser Einrichtung ist schon ein Connector geworden.',
  'Change the login on the page of that connector.':
    'Ändern Sie die Anmeldung auf der Seite dieses Connectors.',
  'This set-up is being finished in another window.':
    'Diese Einrichtung wird gerade in einem anderen Fenster abgeschlossen.',
  'Look at the connectors in a minute. If there is none of it after five minutes, press Finish again.':
    'Sehen Sie in einer Minute bei den Connectors nach. Ist nach fünf Minuten keiner daraus geworden, drücken Sie noch einmal auf Fertig stellen.',
  'This set-up was changed or discarded in another window.':
    'Diese Einrichtung wurde in einem anderen Fenster geändert oder verworfen.',
  'Open it again, and look at what it says now.':
    'Öffnen Sie sie noch einmal, und sehen Sie nach, was jetzt dort steht.',
  'The secret {} cannot be written ({}).': 'Das Geheimnis {} lässt sich nicht schreiben ({}).',
  'The secret {} cannot be removed ({}).': 'Das Geheimnis {} lässt sich nicht entfernen ({}).',
  'The secrets cannot be listed ({}).': 'Die Geheimnisse lassen sich nicht auflisten ({}).',
  'Make ARCHIVER_SECRETS_DIR a directory that this program may write to.':
    'Nennen Sie in ARCHIVER_SECRETS_DIR ein Verzeichnis, in das dieses Programm schreiben darf.',
};
