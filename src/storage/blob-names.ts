// Names under which content stands in the container `staging`. They are recorded in the ledger, so they may grow but
// not change. The first two digits of the key spread items over folders that a person can still open.

interface Listing {
  connectorId: string;
  runId: string;
  slice: number;
  /** Counts how often the slice was listed, because the source may answer otherwise. */
  listing: number;
}

/** A page as delivered. */
export function pageBlob({ page, ...listing }: Listing & { page: number }): string {
  return `${listingFolder(listing)}/page-${page}`;
}

/** The window of a listing, where it is not that of its slice. */
export function listedWindowBlob(listing: Listing): string {
  return `${listingFolder(listing)}/window.json`;
}

function listingFolder({ connectorId, runId, slice, listing }: Listing): string {
  return `pages/${connectorId}/${runId}/slice-${slice}/listing-${listing}`;
}

export function recordBlob(itemKey: string): string {
  return `${itemFolder(itemKey)}/record.json`;
}

/** The item as delivered, where the record is only what was read from it. */
export function originalBlob(itemKey: string): string {
  return `${itemFolder(itemKey)}/original.eml`;
}

/** The record of the item that this one answers, edits, deletes or reacts to. */
export function targetBlob(itemKey: string): string {
  return `${itemFolder(itemKey)}/target.json`;
}

/** Other content for a revision already staged, kept beside it under its digest. */
export function changedRecordBlob(itemKey: string, recordDigest: string): string {
  return `${itemFolder(itemKey)}/changed/${recordDigest}.json`;
}

/** The attachment's own name is a stranger's text, so its place in the item names it. */
export function attachmentBlob(itemKey: string, index: number): string {
  return `${itemFolder(itemKey)}/attachments/${index}`;
}

export function mailBlob(itemKey: string, converterVersion: number): string {
  return `${itemFolder(itemKey)}/mail.v${converterVersion}.eml`;
}

function itemFolder(itemKey: string): string {
  return `items/${itemKey.slice(0, 2)}/${itemKey}`;
}
