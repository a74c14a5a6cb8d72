/**
 * Every code that a report, a failure in Temporal or an error message can carry, with the next step for a person.
 * `fault: 'item'` is final: the same item would fail again. `fault: 'world'` leaves the copy open for the next run.
 * `retry` says whether the same call may be tried again at once by the retry policy.
 */
export const REASONS = {
  NoMapping: {
    fault: 'item',
    retry: false,
    nextStep:
      '`mapping unmapped` says who has no mailbox and why. Once somebody in the item has one, the next run or `mapping apply` imports it.',
  },
  NoLongerMapped: {
    fault: 'item',
    retry: false,
    nextStep:
      'The mapping no longer leads to the mailbox of this copy, so it is left as it was: not delivered or, where an earlier run had begun, perhaps there and without some attachments. Once the mapping leads there again, the next run or `mapping apply` goes on with it.',
  },
  MalformedItem: {
    fault: 'item',
    retry: false,
    nextStep: 'The record as delivered is kept in staging. Report it to TeleMessage with its item id.',
  },
  OtherNetwork: {
    fault: 'item',
    retry: false,
    nextStep:
      'It is no WhatsApp item. Let TeleMessage deliver other networks elsewhere; the original is kept in staging.',
  },
  ItemEncrypted: {
    fault: 'item',
    retry: false,
    nextStep:
      'Put the private key that fits into the secret named in `source.decryptionKeySecret`, then run a backfill over its day; the original is kept in staging.',
  },
  ItemTooLarge: {
    fault: 'item',
    retry: false,
    nextStep:
      'The item is kept in staging. Raise `target.maxItemBytes` if the mailbox takes larger mail, then run a backfill over its day. For a body that makes a request of over 4 MB no setting helps: Graph takes no more.',
  },
  AttachmentTooLarge: {
    fault: 'item',
    retry: false,
    nextStep: 'The mail names the attachment with size and SHA-256; its bytes are kept in staging.',
  },
  AttachmentUnavailable: {
    fault: 'item',
    retry: false,
    nextStep: 'The source no longer has the bytes. The mail names the attachment; ask TeleMessage for it.',
  },
  CopyDiffers: {
    fault: 'item',
    retry: false,
    nextStep:
      'The mail was changed or removed in the mailbox before all its attachments were there. What it lacks is in the `.eml` in staging.',
  },
  SourceChanged: {
    fault: 'item',
    retry: false,
    nextStep:
      'The source shows other content for a revision already archived. Both are kept in staging; compare them.',
  },
  MailboxNotFound: {
    fault: 'world',
    retry: false,
    nextStep: 'Give the user an Exchange Online mailbox, or map the number to somebody else.',
  },
  MailboxFull: {
    fault: 'world',
    retry: false,
    nextStep: "Free space in the mailbox or raise the user's quota; the next run imports the item.",
  },
  AccessDenied: {
    fault: 'world',
    retry: false,
    nextStep:
      'Add the mailbox to the scope of the app registration in Exchange, not Mail.ReadWrite in Entra, which opens every mailbox; User.Read.All comes from Entra. The next run imports the item.',
  },
  MailboxInTrouble: {
    fault: 'world',
    retry: false,
    nextStep:
      'The mailbox has refused for minutes, and the others do not wait for it. Its copies are tried again after the last page and, if it still refuses, by the next run.',
  },
  FolderGone: {
    fault: 'world',
    retry: true,
    nextStep: 'Nothing to do: the folder was deleted meanwhile; it is made anew and the copy is tried again.',
  },
  Canceled: {
    fault: 'world',
    retry: false,
    nextStep: 'The run was canceled before this copy; the next run imports it.',
  },
  Terminated: {
    fault: 'world',
    retry: false,
    nextStep:
      'The run, or the workflow of this item, was terminated; the next daily run or `mapping apply` imports it.',
  },
  SourceRefusedLogin: {
    fault: 'world',
    retry: false,
    nextStep: 'Correct the secret with the TeleMessage password or key, then run `connector resume`.',
  },
  SourceKeyMismatch: {
    fault: 'world',
    retry: false,
    nextStep:
      'Ask TeleMessage whether the SFTP server has a new key. If so, put it into `source.hostKey`, then run `connector update` and `connector resume`.',
  },
  AccountMismatch: {
    fault: 'world',
    retry: false,
    nextStep:
      'The login now belongs to another TeleMessage account. Restore the login; for a drop that has moved set `source.account` to the present account (`connector show --json`). Then run `connector resume`.',
  },
  WindowPurged: {
    fault: 'item',
    retry: false,
    nextStep: 'The source no longer keeps this period. Ask TeleMessage for an export of it.',
  },
  AttachmentDamaged: {
    fault: 'world',
    retry: true,
    nextStep:
      'The bytes did not match their announcement; they are asked for again, and count as unavailable in the end.',
  },
  CursorRefused: {
    fault: 'world',
    retry: false,
    nextStep: 'Nothing to do: the site no longer knows its own cursor, and the window is listed again.',
  },
  SourceRefused: {
    fault: 'world',
    retry: false,
    nextStep:
      'The site refused a request that our contract allows. Compare it with docs/telemessage-site.md.',
  },
  SourceIncomplete: {
    fault: 'world',
    retry: false,
    nextStep:
      'The source listed fewer items than it counted, or not all of what the report names. The watermark stays; the next run lists the window again.',
  },
  DropMissing: {
    fault: 'world',
    retry: false,
    nextStep:
      'A ZIP file is missing in the numbering of its day. Ask TeleMessage to deliver it; the watermark stays until it is there.',
  },
  DropUnfinished: {
    fault: 'world',
    retry: false,
    nextStep:
      'Nothing to do: the ZIP file is still being written; the next run takes it. If it stays so, ask TeleMessage to deliver it again.',
  },
  DropRefused: {
    fault: 'world',
    retry: false,
    nextStep:
      'The ZIP file does not pass its checks, and nothing of it was taken. Ask TeleMessage to deliver it again under its name.',
  },
  WatermarkMoved: {
    fault: 'world',
    retry: false,
    nextStep:
      'Another run has moved the watermark meanwhile, or outcomes are missing. The next run lists the window again.',
  },
  SourceUnreachable: {
    fault: 'world',
    retry: true,
    nextStep:
      'Check where `source` of the connector points to, and the network; the call is repeated until it answers.',
  },
  SourceAnswerInvalid: {
    fault: 'world',
    retry: true,
    nextStep:
      'The site did not answer as agreed; it is asked again. If it persists, show TeleMessage the run.',
  },
  Throttled: {
    fault: 'world',
    retry: true,
    nextStep: 'Nothing to do: the call is repeated when the service allows.',
  },
  CopyBusy: {
    fault: 'world',
    retry: true,
    nextStep: 'Nothing to do: an earlier attempt may still arrive; it is looked up after the settle time.',
  },
  GraphUnreachable: {
    fault: 'world',
    retry: true,
    nextStep: 'Check the network to Microsoft Graph (`ARCHIVER_GRAPH_URL`); the call is repeated.',
  },
  GraphRefusedLogin: {
    fault: 'world',
    retry: false,
    nextStep:
      'Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the certificate or secret of the app registration, start the workers again, then run `connector resume`.',
  },
  DirectoryDenied: {
    fault: 'world',
    retry: false,
    nextStep: 'Consent to User.Read.All for the app registration, then run `connector resume`.',
  },
  NoWorker: {
    fault: 'world',
    retry: false,
    nextStep:
      'No worker took the step in time. Start one with `whatsapp-archiver worker`; the next run goes on.',
  },
  GraphRefused: {
    fault: 'world',
    retry: false,
    nextStep:
      'Microsoft Graph refused the request in a way we do not know. Look at the failure in the Temporal UI.',
  },
  StorageUnreachable: {
    fault: 'world',
    retry: true,
    nextStep: 'Check AZURE_STORAGE_CONNECTION_STRING and the network to Azure Storage; the call is repeated.',
  },
  StorageRefused: {
    fault: 'world',
    retry: false,
    nextStep:
      'Give the identity the roles Storage Blob Data Contributor and Storage Table Data Contributor, then run `connector resume`.',
  },
  TemporalUnreachable: {
    fault: 'world',
    retry: true,
    nextStep: 'Check TEMPORAL_ADDRESS and that the Temporal server runs.',
  },
  SecretMissing: {
    fault: 'world',
    retry: false,
    nextStep:
      'Put a file with the name that the connector gives (`connector show`) into ARCHIVER_SECRETS_DIR, then run `connector resume`.',
  },
  SecretInvalid: {
    fault: 'world',
    retry: false,
    nextStep:
      'Put into the secret what the connector needs there (docs/set-up.md), then run `connector resume`.',
  },
  ConnectorNotFound: {
    fault: 'world',
    retry: false,
    nextStep: 'See `connector list` for the connectors there are.',
  },
  ConnectorExists: {
    fault: 'world',
    retry: false,
    nextStep: 'Choose another id, or use `connector update`.',
  },
  AccountTaken: {
    fault: 'world',
    retry: false,
    nextStep: 'One connector per TeleMessage account and product: use the existing one.',
  },
  RunNotFound: { fault: 'world', retry: false, nextStep: 'See `runs CONNECTOR` for the runs there are.' },
  SignInUnreachable: {
    fault: 'world',
    retry: false,
    nextStep: 'Check ARCHIVER_OIDC_ISSUER and the network from the console to it, then sign in again.',
  },
  SignInRefused: {
    fault: 'world',
    retry: false,
    nextStep:
      'Sign in again. If it stays so, compare ARCHIVER_OIDC_CLIENT_ID, the secret and the redirect address with the app registration of the console (docs/console.md).',
  },
  InvalidArgument: { fault: 'world', retry: false, nextStep: 'Correct the input; nothing was changed.' },
  Unexpected: {
    fault: 'world',
    retry: true,
    nextStep: 'This is a defect of ours. The failure in the Temporal UI and the log of the worker tell more.',
  },
} as const satisfies Record<string, Reason>;

interface Reason {
  fault: 'item' | 'world';
  retry: boolean;
  nextStep: string;
}

export type ReasonCode = keyof typeof REASONS;

export function isReasonCode(code: string): code is ReasonCode {
  return Object.hasOwn(REASONS, code);
}

/** Whether an item with such a failure is not to be taken off the open ones: something will lead back to it. */
export function leavesOpen(code: ReasonCode): boolean {
  return staysOpen(code) || code === 'NoMapping' || code === 'NoLongerMapped';
}

/** Whether a failure with this reason is taken up again by the next run. */
export function staysOpen(code: ReasonCode): boolean {
  return REASONS[code].fault === 'world';
}

/** What comes right by itself, or was somebody's wish: all else waits for a person. */
const NEEDS_NOBODY: readonly ReasonCode[] = [
  'AttachmentDamaged',
  'Canceled',
  'CopyBusy',
  'CursorRefused',
  'DropUnfinished',
  'FolderGone',
  'MailboxInTrouble',
  'Terminated',
  'Throttled',
];

/** Whether somebody has to do something about it. */
export function needsPerson(code: ReasonCode): boolean {
  return !NEEDS_NOBODY.includes(code);
}

/** Whether the run itself takes it up once more, after its last page. What somebody has canceled is not wanted now. */
export function isTakenUpOnceMore(code: ReasonCode): boolean {
  return staysOpen(code) && code !== 'Canceled';
}
