import { ArchiveError } from '../domain/errors.js';
import { copyMarker } from '../domain/identity.js';
import type { Participant } from '../domain/item.js';
import type { MailAddress, MailAttachment } from '../domain/mail.js';
import { hasBytes, ownTextBytes } from '../domain/mail/attachments.js';
import { sourceAddress } from '../domain/mail/people.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { ReportedAttachment } from '../domain/report.js';
import type { RunRef } from '../domain/run.js';
import type { MailboxCopy } from '../microsoft365/microsoft365.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import { mailOf, type StoredItem, type StoredItems } from './item-mail.js';
import { planAttachments, type PlannedAttachments } from './plan-attachments.js';
import { resolveMailboxes, type Resolved } from './resolve-mailboxes.js';
import type { RunContext, RunContexts } from './run-context.js';

/** One item on its way into one mailbox. */
export interface CopyWork extends PlannedAttachments {
  run: RunRef;
  itemKey: string;
  /** Entra object id. */
  mailbox: string;
  /** The run whose settings decide: of a mail that may be there already, the run that made it. */
  plannedBy: string;
  /** As the run asks for it. */
  isLastRound?: boolean;
  context: RunContext;
  stored: StoredItem;
}

export type ImportItemInput = Pick<CopyWork, 'run' | 'itemKey' | 'mailbox' | 'isLastRound'>;

/** Loads the item and decides which attachments fit; the same every time, so that a retry reports the same. */
export async function prepareCopy(
  contexts: RunContexts,
  items: StoredItems,
  input: ImportItemInput & Pick<CopyWork, 'plannedBy'>,
): Promise<CopyWork> {
  const context = await contexts({ ...input.run, runId: input.plannedBy });
  const stored = await items(input.run, input.itemKey);
  const { target } = context.record.connector;
  const planned = planAttachments(stored, target, markerOf(input));
  return { ...input, context, stored, ...planned };
}

export function markerOf({ itemKey, mailbox }: Pick<CopyWork, 'itemKey' | 'mailbox'>): string {
  return copyMarker(itemKey, mailbox);
}

/** What the copy has to do without, for ledger and report. */
export function leftOutOf({ attachments }: CopyWork): ReportedAttachment[] {
  return attachments.flatMap((attachment) =>
    attachment.leftOut ? [reported(attachment, attachment.leftOut)] : [],
  );
}

export function reported(
  { fileName, sizeBytes, sha256 }: MailAttachment,
  reason: ReasonCode,
): ReportedAttachment {
  return { fileName, sizeBytes, sha256, reason };
}

/** The mail with mapped addresses and the bytes of what goes along with it. Rejects with ItemTooLarge for the item's own text. */
export async function composeCopy(deps: ArchiverDeps, work: CopyWork): Promise<MailboxCopy> {
  const { context, stored, attachments, inline } = work;
  const { itemClass, maxItemBytes, timezone } = context.record.connector.target;
  const ownBytes = ownTextBytes(stored.item);
  if (ownBytes > maxItemBytes)
    throw new ArchiveError('ItemTooLarge', `The item's own text has ${ownBytes} bytes.`);
  const resolved = await resolveMailboxes(stored.item, context, cancellation());
  const mail = mailOf(stored, {
    attachments,
    addressOf: (participant) => addressOf(participant, resolved),
    timezone,
  });
  const contents: MailboxCopy['contents'] = [];
  for (const attachment of inline) {
    if (!hasBytes(attachment)) continue;
    contents.push({ attachment, bytes: await bytesOf(deps, attachment) });
  }
  return { mail, itemClass, marker: markerOf(work), contents };
}

async function bytesOf(deps: ArchiverDeps, { blob, content = '' }: MailAttachment): Promise<Buffer> {
  return blob === null ? Buffer.from(content) : await deps.staging.read(blob);
}

/** In a mailbox people are known by their Microsoft 365 address; whoever has none keeps the source's. */
function addressOf(participant: Participant, resolved: Resolved[]): MailAddress {
  const fromSource = sourceAddress(participant);
  const found = resolved.find((each) => each.participant === participant)?.found;
  return found?.state === 'valid' ? { name: fromSource.name, address: found.user.mail } : fromSource;
}
