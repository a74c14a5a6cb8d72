import type { LoginCode } from '../../../domain/next-step.js';
import type { ReasonCode } from '../../../domain/reasons.js';
import type { Strings } from '../strings.js';

/** What to do about a reason in the console; the pages that are named stand beside as links. */
export const reasonSteps: Record<ReasonCode, string> = {
  NoMapping:
    'Geben Sie auf der Seite Personen jemandem darin ein Postfach. Der nächste Lauf importiert es; dort geht es auch sofort.',
  NoLongerMapped:
    'Soll sie dorthin führen, berichtigen Sie die Zuordnung auf der Seite Personen. Bis dahin bleibt die Kopie, wie sie ist: nicht zugestellt oder ohne einige Anlagen.',
  MalformedItem:
    'Melden Sie ihn TeleMessage mit der Element-ID. Der Datensatz bleibt, wie er geliefert wurde, in der Ablage.',
  OtherNetwork:
    'Lassen Sie TeleMessage andere Netzwerke anderswohin liefern. Das Original bleibt in der Ablage.',
  ItemEncrypted:
    'Geben Sie unter Bearbeiten den passenden privaten Schlüssel ein, und starten Sie eine Nacharchivierung über den Tag. Das Original bleibt in der Ablage.',
  ItemTooLarge:
    'Nimmt das Postfach größere Mails an, erhöhen Sie unter Bearbeiten „Größter Anhang“ und starten Sie eine Nacharchivierung über den Tag. Ein Text von mehr als 4 MB lässt sich gar nicht importieren. Das Element bleibt in der Ablage.',
  AttachmentTooLarge:
    'Nichts zu tun: Die Mail nennt sie mit Größe und SHA-256, und ihre Daten bleiben in der Ablage.',
  AttachmentUnavailable: 'Fragen Sie TeleMessage danach. Die Mail nennt sie.',
  CopyDiffers: 'Von selbst kommt nichts: Was fehlt, steht in der `.eml` in der Ablage.',
  SourceChanged: 'Vergleichen Sie beides in der Ablage, wo es aufbewahrt wird.',
  MailboxNotFound:
    'Geben Sie dem Benutzer eines, oder ordnen Sie die Nummer auf der Seite Personen jemand anderem zu.',
  MailboxFull:
    'Schaffen Sie darin Platz, oder erhöhen Sie das Kontingent des Benutzers. Der nächste Lauf importiert das Element.',
  AccessDenied:
    'Nehmen Sie das Postfach in die Gruppe auf, auf die die App in Exchange beschränkt ist. Stimmen Sie in Entra nicht Mail.ReadWrite zu: Das würde jedes Postfach öffnen. Der nächste Lauf importiert das Element. Die Seite Zustand zeigt, ob sie darf.',
  MailboxInTrouble:
    'Nichts zu tun: Seine Kopien werden nach der letzten Seite und vom nächsten Lauf wieder versucht.',
  FolderGone: 'Nichts zu tun: Er wird neu angelegt und die Kopie wieder versucht.',
  Canceled: 'Nichts zu tun: Der nächste Lauf importiert sie.',
  Terminated: 'Nichts zu tun: Der nächste tägliche Lauf importiert, was übrig ist.',
  SourceRefusedLogin:
    'Berichtigen Sie Kennwort oder Schlüssel unter Bearbeiten, und setzen Sie den Connector dann fort.',
  SourceKeyMismatch:
    'Fragen Sie TeleMessage, ob er einen neuen Schlüssel hat. Wenn ja, tragen Sie ihn unter Bearbeiten ein, und setzen Sie den Connector dann fort.',
  AccountMismatch:
    'Tragen Sie unter Bearbeiten die Anmeldung des bisherigen Kontos ein, und setzen Sie den Connector dann fort.',
  WindowPurged: 'Bitten Sie TeleMessage um einen Export davon.',
  AttachmentDamaged:
    'Nichts zu tun: Sie werden noch einmal angefordert und gelten am Ende als nicht verfügbar.',
  CursorRefused: 'Nichts zu tun: Die Liste wird noch einmal gelesen.',
  SourceRefused: 'Zeigen Sie TeleMessage den Lauf.',
  SourceIncomplete:
    'Zunächst nichts zu tun: Der nächste Lauf führt sie wieder auf. Bleibt es so, zeigen Sie TeleMessage den Lauf.',
  DropMissing: 'Bitten Sie TeleMessage, sie zu liefern. Der nächste Lauf holt sie.',
  DropUnfinished:
    'Nichts zu tun: Der nächste Lauf holt sie. Bleibt es so, bitten Sie TeleMessage, sie noch einmal zu liefern.',
  DropRefused: 'Bitten Sie TeleMessage, sie unter ihrem Namen noch einmal zu liefern.',
  WatermarkMoved: 'Nichts zu tun: Der nächste Lauf führt den Zeitraum wieder auf.',
  SourceUnreachable:
    'Prüfen Sie die Adresse unter Bearbeiten und das Netzwerk. Ein Lauf geht von selbst weiter, sobald wieder eine Antwort kommt.',
  SourceAnswerInvalid:
    'Ein Lauf fragt von selbst noch einmal. Bleibt es so, zeigen Sie TeleMessage den Lauf.',
  Throttled: 'Ein Lauf wartet von selbst. Hier versuchen Sie es in einigen Minuten noch einmal.',
  CopyBusy: 'Nichts zu tun: Vor einem neuen Versuch wird nachgesehen.',
  GraphUnreachable:
    'Prüfen Sie das Netzwerk zu Microsoft Graph. Ein Lauf geht von selbst weiter, sobald wieder eine Antwort kommt.',
  GraphRefusedLogin:
    'Lassen Sie AZURE_TENANT_ID, AZURE_CLIENT_ID und Zertifikat oder Geheimnis prüfen und die Worker neu starten, und setzen Sie den Connector dann fort.',
  DirectoryDenied:
    'Stimmen Sie in Entra für die App-Registrierung User.Read.All zu, und setzen Sie den Connector dann fort.',
  NoWorker: 'Lassen Sie einen Worker starten. Der nächste Lauf macht weiter.',
  GraphRefused: 'Öffnen Sie den Lauf in Temporal, und sehen Sie sich den Fehler an.',
  StorageUnreachable:
    'Prüfen Sie das Netzwerk zu Azure Storage. Ein Lauf geht von selbst weiter, sobald wieder eine Antwort kommt; hier versuchen Sie es noch einmal.',
  StorageRefused:
    'Geben Sie der Identität die Rollen „Mitwirkender an Storage-Blobdaten“ und „Mitwirkender an Storage-Tabellendaten“, und setzen Sie den Connector dann fort.',
  TemporalUnreachable:
    'Prüfen Sie, ob er läuft, und TEMPORAL_ADDRESS der Konsole; dann versuchen Sie es noch einmal.',
  SecretMissing:
    'Tragen Sie Kennwort oder Schlüssel unter Bearbeiten ein, und setzen Sie den Connector dann fort.',
  SecretInvalid:
    'Tragen Sie Kennwort oder Schlüssel unter Bearbeiten ein, und setzen Sie den Connector dann fort.',
  ConnectorNotFound: 'Wählen Sie einen von denen, die es gibt.',
  ConnectorExists: 'Wählen Sie eine andere ID.',
  AccountTaken: 'Verwenden Sie jenen: Für jedes TeleMessage-Konto und Produkt gibt es einen Connector.',
  RunNotFound: 'Wählen Sie einen von denen auf der Seite seines Connectors.',
  SignInUnreachable: 'Versuchen Sie es in einer Minute noch einmal.',
  SignInRefused: 'Melden Sie sich noch einmal an.',
  InvalidArgument: 'Berichtigen Sie, was genannt ist; nichts wurde geändert.',
  Unexpected: 'Das Protokoll der Konsole oder der Fehler in Temporal sagt mehr.',
};

/** About a login that was just tried, by somebody who is waiting. */
export const loginSteps: Record<LoginCode, string> = {
  SourceRefusedLogin:
    'Berichtigen Sie Benutzernamen und Kennwort oder Schlüssel, und versuchen Sie es noch einmal. Nichts wurde angelegt oder geändert.',
  SourceKeyMismatch:
    'Fragen Sie TeleMessage nach dem Schlüssel des SFTP-Servers, berichtigen Sie ihn hier, und versuchen Sie es noch einmal. Nichts wurde angelegt oder geändert.',
  SourceUnreachable:
    'Berichtigen Sie die Adresse, oder lassen Sie das Netzwerk prüfen, und versuchen Sie es noch einmal. Nichts wurde angelegt oder geändert.',
  SourceAnswerInvalid:
    'Prüfen Sie, ob die Adresse die von TeleMessage ist, und versuchen Sie es noch einmal. Nichts wurde angelegt oder geändert.',
  Throttled:
    'Warten Sie einige Minuten, und versuchen Sie es noch einmal. Nichts wurde angelegt oder geändert.',
};

export const reasonPlaces: Strings['reasonPlaces'] = {
  people: 'Personen',
  edit: 'Bearbeiten',
  connector: 'Fortsetzen',
  backfill: 'Nacharchivieren',
  health: 'Zustand',
  connectors: 'Datenconnectors',
};
