import type { Entry } from './draft.js';
import { sha256, type ChatFile } from './files.js';
import { mailboxOf, type MappingMode } from './people.js';

/** The connector's default, 10 MiB as in Microsoft's own; a larger attachment is left out of its copies. */
const LARGEST_WHOLE_ATTACHMENT_BYTES = 10_485_760;

export interface ItemIdentity {
  itemId: string;
  revision: number;
}

/** What must be in the mailboxes and on the report once the day is archived into an empty tenant. */
export interface Expected {
  /** `mailbox` is the user's Entra object id, `files` the SHA-256 of each attachment that goes whole. */
  copies: (ItemIdentity & { mailbox: string; partial: boolean; files: string[] })[];
  /** Nobody in them has a mailbox. */
  noMapping: ItemIdentity[];
  malformed: ItemIdentity[];
  counts: {
    availableFromSource: number;
    availableForImport: number;
    imported: number;
    partiallyImported: number;
    failed: number;
  };
}

/** An entry and when it was sent, in milliseconds since 1970. */
export type Sent = readonly [entry: Entry, messageMs: number];

/**
 * The truth about a day. It uses nothing of the product: the generator knows whose mailbox an identity belongs to,
 * because it invented both. The order is that of the source's list.
 */
export function expectedOf(sent: readonly Sent[], mode: MappingMode): Expected {
  const mapped = sent
    .filter(([entry]) => !entry.isMalformed)
    .map(([entry, ms]) => ({ entry, mailboxes: mailboxesOf(entry, ms, mode) }));
  const malformed = sent.filter(([entry]) => entry.isMalformed).map(([entry]) => identityOf(entry));
  const noMapping = mapped
    .filter(({ mailboxes }) => mailboxes.length === 0)
    .map(({ entry }) => identityOf(entry));
  const copies = mapped.flatMap(({ entry, mailboxes }) => copiesOf(entry, mailboxes));
  const partiallyImported = copies.filter((copy) => copy.partial).length;
  const failed = noMapping.length + malformed.length;
  const counts = {
    availableFromSource: sent.length,
    availableForImport: copies.length + failed,
    imported: copies.length - partiallyImported,
    partiallyImported,
    failed,
  };
  return { copies, noMapping, malformed, counts };
}

function copiesOf(entry: Entry, mailboxes: string[]): Expected['copies'] {
  const all = entry.files ?? [];
  const partial = all.some(isLeftOut);
  const files = all.filter((file) => !isLeftOut(file)).flatMap(({ bytes }) => (bytes ? sha256(bytes()) : []));
  return mailboxes.map((mailbox) => ({ ...identityOf(entry), mailbox, partial, files }));
}

/** Two phones of one person lead to one mailbox, and one copy. */
function mailboxesOf({ thread, groupEvent }: Entry, ms: number, mode: MappingMode): string[] {
  const participants = [...thread.members, ...(groupEvent?.participants ?? [])];
  return [...new Set(participants.flatMap((identity) => mailboxOf(identity, mode, ms) ?? []))];
}

function isLeftOut({ attachment, bytes }: ChatFile): boolean {
  return bytes === undefined || attachment.sizeBytes > LARGEST_WHOLE_ATTACHMENT_BYTES;
}

function identityOf({ itemId, revision }: Entry): ItemIdentity {
  return { itemId, revision };
}
