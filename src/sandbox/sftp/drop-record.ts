import type { RawItem } from '../world/draft.js';

/** A record of a generated day as it comes here: a broken one has no sender, or an impossible time. */
export type DropRecord = Omit<RawItem, 'sender'> & Partial<Pick<RawItem, 'sender'>>;

/** Drops know no revisions: a correction is an item of its own, with an id that the generator chooses. */
export function deliveredId({ itemId, revision }: Pick<RawItem, 'itemId' | 'revision'>): string {
  return revision === 0 ? itemId : `${itemId}.r${revision}`;
}
