import type { LoginCode } from '../../../domain/next-step.js';
import type { ReasonCode } from '../../../domain/reasons.js';

/** What to do about a reason in the console; the pages that are named stand beside as links. */
export const reasonSteps: Record<ReasonCode, string> = {
  NoMapping:
    'Give somebody in it a mailbox on People. The next run imports it; People can also import it at once.',
  NoLongerMapped:
    'If it should lead there, correct the mapping on People. The copy stays as it is until then: not delivered, or without some attachments.',
  MalformedItem: 'Report it to TeleMessage with its item id. The record as delivered is kept in staging.',
  OtherNetwork: 'Let TeleMessage deliver other networks elsewhere. The original is kept in staging.',
  ItemEncrypted:
    'Give the private key that fits on Edit, then start a backfill over its day. The original is kept in staging.',
  ItemTooLarge:
    'If the mailbox takes larger mail, raise “Largest attachment” on Edit, then start a backfill over its day. A text of over 4 MB cannot be imported at all. The item is kept in staging.',
  AttachmentTooLarge:
    'Nothing to do: the mail names it with size and SHA-256, and its bytes are kept in staging.',
  AttachmentUnavailable: 'Ask TeleMessage for it. The mail names it.',
  CopyDiffers: 'Nothing comes by itself: what it lacks is in the `.eml` in staging.',
  SourceChanged: 'Compare the two in staging, where both are kept.',
  MailboxNotFound: 'Give the user one, or map the number to somebody else on People.',
  MailboxFull: 'Free space in it, or raise the user’s quota. The next run imports the item.',
  AccessDenied:
    'Add the mailbox to the group of the app’s scope in Exchange. Do not consent to Mail.ReadWrite in Entra: that would open every mailbox. The next run imports the item. Health shows whether it may.',
  MailboxInTrouble: 'Nothing to do: its copies are tried again after the last page and by the next run.',
  FolderGone: 'Nothing to do: it is made anew, and the copy is tried again.',
  Canceled: 'Nothing to do: the next run imports it.',
  Terminated: 'Nothing to do: the next daily run imports what was left.',
  SourceRefusedLogin: 'Correct the password or key on Edit, then resume the connector.',
  SourceKeyMismatch:
    'Ask TeleMessage whether it has a new key. If so, enter it on Edit, then resume the connector.',
  AccountMismatch: 'Enter the login of the former account on Edit, then resume the connector.',
  WindowPurged: 'Ask TeleMessage for an export of it.',
  AttachmentDamaged: 'Nothing to do: they are asked for again, and count as unavailable in the end.',
  CursorRefused: 'Nothing to do: the list is read again.',
  SourceRefused: 'Show TeleMessage the run.',
  SourceIncomplete:
    'Nothing to do at first: the next run lists them again. If it stays so, show TeleMessage the run.',
  DropMissing: 'Ask TeleMessage to deliver it. The next run takes it.',
  DropUnfinished:
    'Nothing to do: the next run takes it. If it stays so, ask TeleMessage to deliver it again.',
  DropRefused: 'Ask TeleMessage to deliver it again under its name.',
  WatermarkMoved: 'Nothing to do: the next run lists the period again.',
  SourceUnreachable: 'Check the address on Edit, and the network. A run goes on by itself once it answers.',
  SourceAnswerInvalid: 'A run asks again by itself. If it stays so, show TeleMessage the run.',
  Throttled: 'A run waits by itself. Here, try again in some minutes.',
  CopyBusy: 'Nothing to do: it is looked up before anything is tried again.',
  GraphUnreachable: 'Check the network to Microsoft Graph. A run goes on by itself once it answers.',
  GraphRefusedLogin:
    'Have AZURE_TENANT_ID, AZURE_CLIENT_ID and the certificate or secret checked and the workers started again, then resume the connector.',
  DirectoryDenied: 'Consent to User.Read.All for the app registration in Entra, then resume the connector.',
  NoWorker: 'Have a worker started. The next run goes on.',
  GraphRefused: 'Open the run in Temporal and look at the failure.',
  StorageUnreachable:
    'Check the network to Azure Storage. A run goes on by itself once it answers; here, try again.',
  StorageRefused:
    'Give the identity the roles Storage Blob Data Contributor and Storage Table Data Contributor, then resume the connector.',
  TemporalUnreachable: 'Check that it runs, and TEMPORAL_ADDRESS of the console; then try again.',
  SecretMissing: 'Enter the password or key on Edit, then resume the connector.',
  SecretInvalid: 'Enter the password or key on Edit, then resume the connector.',
  ConnectorNotFound: 'Choose one of those that there are.',
  ConnectorExists: 'Choose another id.',
  AccountTaken: 'Use that one: there is one connector for each TeleMessage account and product.',
  RunNotFound: 'Choose one of those on the page of its connector.',
  SignInUnreachable: 'Try again in a minute.',
  SignInRefused: 'Sign in again.',
  InvalidArgument: 'Correct what is named; nothing was changed.',
  Unexpected: 'The log of the console or the failure in Temporal tells more.',
};

/** About a login that was just tried, by somebody who is waiting. */
export const loginSteps: Record<LoginCode, string> = {
  SourceRefusedLogin:
    'Correct the user name and the password or key, then try again. Nothing was made or changed.',
  SourceKeyMismatch:
    'Ask TeleMessage for the key of its SFTP server, correct it here, then try again. Nothing was made or changed.',
  SourceUnreachable:
    'Correct the address, or have the network checked, then try again. Nothing was made or changed.',
  SourceAnswerInvalid:
    'Check that the address is that of TeleMessage, then try again. Nothing was made or changed.',
  Throttled: 'Wait some minutes, then try again. Nothing was made or changed.',
};

/** The pages where a reason is mended. */
export const reasonPlaces = {
  people: 'People',
  edit: 'Edit',
  connector: 'Resume',
  backfill: 'Backfill',
  health: 'Health',
  connectors: 'Data connectors',
};
