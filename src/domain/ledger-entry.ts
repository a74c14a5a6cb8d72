import { isOpen, type Copy } from './copies.js';
import { REASONS, type ReasonCode } from './reasons.js';

/** A blob in staging. */
export interface BlobRef {
  blob: string;
  sha256: string;
  bytes: number;
}

/** An attachment's bytes in staging; `blob` is null where the source no longer had them. */
export interface StagedAttachment {
  blob: string | null;
  sizeBytes: number;
  sha256: string | null;
}

/** What was staged of an item, once and for all. */
export interface StagedItem {
  connectorId: string;
  account: string;
  /** Null where the record does not say who it is. */
  itemId: string | null;
  revision: number;
  /** Null where the record is malformed. */
  archivedTime: string | null;
  record: BlobRef;
  /** The item as delivered, where the record is only what was read from it. */
  original?: BlobRef;
  /** The record of what the item answers, edits, deletes or reacts to, as it was known when the item was staged. */
  target?: BlobRef;
  /** SHA-256 of the record with its keys in order, to see that a source shows something else later. */
  recordDigest: string;
  /** In the order of the record. */
  attachments: StagedAttachment[];
}

/** Everything the ledger knows of one item. */
export interface LedgerEntry {
  staged?: StagedItem;
  /** By converter version. */
  converted: Map<number, BlobRef>;
  copies: Copy[];
  /** Why the item as a whole came to nothing. */
  fault?: { reason: ReasonCode; byRun: string };
  /** Mapped so far for the mailboxes of a restricted backfill alone: others may still have to get it. */
  isForChosen?: boolean;
  /** Digests of other contents that the source has shown for this revision, already reported. */
  changes: string[];
}

/** Nothing more is to be done: every copy has ended, or the item's own fault is final. */
export function isSettled({ copies, fault, isForChosen }: LedgerEntry): boolean {
  if (isForChosen) return false;
  if (copies.length === 0) return fault !== undefined && REASONS[fault.reason].fault === 'item';
  return !copies.some(isOpen);
}
