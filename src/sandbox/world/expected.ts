import type { Entry } from './draft.js';
import { sha256, type ChatFile } from './files.js';

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

/**
 * The truth about a day. It uses nothing of the product: the generator knows whose mailbox an identity belongs to,
 * because it invented both. `entries` may hold an entry twice.
 */
export function expectedOf(entries: readonly Entry[]): Expected {
  const distinct = [...new Set(entries)];
  const malformed = distinct.filter((entry) => entry.isMalformed).map(identityOf);
  const sound = distinct.filter((entry) => !entry.isMalformed);
  const noMapping = sound.filter((entry) => mailboxesOf(entry).length === 0).map(identityOf);
  const copies = sound.flatMap(copiesOf);
  const partiallyImported = copies.filter((copy) => copy.partial).length;
  const failed = noMapping.length + malformed.length;
  const counts = {
    availableFromSource: distinct.length,
    availableForImport: copies.length + failed,
    imported: copies.length - partiallyImported,
    partiallyImported,
    failed,
  };
  return { copies, noMapping, malformed, counts };
}

function copiesOf(entry: Entry): Expected['copies'] {
  const all = entry.files ?? [];
  const partial = all.some(isLeftOut);
  const files = all.filter((file) => !isLeftOut(file)).flatMap(({ bytes }) => (bytes ? sha256(bytes()) : []));
  return mailboxesOf(entry).map((mailbox) => ({ ...identityOf(entry), mailbox, partial, files }));
}

/** Two phones of one person lead to one mailbox, and one copy. */
function mailboxesOf({ thread, groupEvent }: Entry): string[] {
  const participants = [...thread.members, ...(groupEvent?.participants ?? [])];
  return [...new Set(participants.flatMap(({ mailbox }) => mailbox ?? []))];
}

function isLeftOut({ attachment, bytes }: ChatFile): boolean {
  return bytes === undefined || attachment.sizeBytes > LARGEST_WHOLE_ATTACHMENT_BYTES;
}

function identityOf({ itemId, revision }: Entry): ItemIdentity {
  return { itemId, revision };
}
