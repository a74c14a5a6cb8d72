import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { MappingWish } from '../operations/mapping-change.js';

/** Files of all that are kept together: five of the largest. */
const MAX_BYTES = 100 * 1024 * 1024;
const KEPT_FOR_MS = 30 * 60_000;
/** Besides its file. */
const CHANGE_BYTES = 1_000;

/** A change of a mapping that somebody looks at before they confirm it. */
export interface PendingChange {
  connectorId: string;
  /** Nobody else is shown it. */
  owner: string;
  wish: MappingWish;
}

const changes = new LRUCache<string, PendingChange>({
  maxSize: MAX_BYTES,
  sizeCalculation: ({ wish }) => CHANGE_BYTES + ('csv' in wish ? (wish.csv?.length ?? 0) : 0),
  ttl: KEPT_FOR_MS,
});

/** Keeps a change in memory until it is confirmed, for half an hour at most; resolves to its name in addresses. */
export function keepChange(change: PendingChange): string {
  const id = randomUUID();
  changes.set(id, change);
  return id;
}

/** Undefined where it has expired, or is another's or another connector's. */
export function findChange(id: string, whose: Omit<PendingChange, 'wish'>): PendingChange | undefined {
  const change = changes.get(id);
  return change?.owner === whose.owner && change.connectorId === whose.connectorId ? change : undefined;
}
