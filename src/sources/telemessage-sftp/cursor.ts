import { z } from 'zod';
import { ArchiveError } from '../../domain/errors.js';
import type { SourceFault } from '../../domain/report.js';
import type { Drop } from './drops.js';

/** Where the next page begins, and what the pages before it could not take. */
export interface Position {
  /** How many of the window's ZIP files are done with. */
  done: number;
  /** The ZIP that the page begins in, as it was when the last page was read. */
  drop: Pick<Drop, 'name' | 'sizeBytes' | 'modifiedMs'>;
  /** Index of the first EML in it that was not listed yet. */
  entry: number;
  faults: SourceFault[];
}

const Cursor = z.strictObject({
  done: z.int().min(0),
  drop: z.strictObject({ name: z.string(), sizeBytes: z.number(), modifiedMs: z.number() }),
  entry: z.int().min(0),
  faults: z.array(
    z.strictObject({
      name: z.string(),
      reason: z.enum(['DropMissing', 'DropUnfinished', 'DropRefused']),
      what: z.string(),
    }),
  ),
});

export function writeCursor({
  done,
  drop: { name, sizeBytes, modifiedMs },
  entry,
  faults,
}: Position): string {
  const position = { done, drop: { name, sizeBytes, modifiedMs }, entry, faults };
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Takes a cursor apart. Throws CursorRefused, after which the window is listed anew, where it is none or where the ZIP
 * files before its place are no longer those it has counted: one that came in there late would never be read.
 */
export function readCursor(cursor: string, drops: readonly Drop[]): Position {
  const position = Cursor.safeParse(jsonOf(cursor)).data;
  const drop = position && drops[position.done];
  const isThere =
    drop !== undefined &&
    drop.name === position?.drop.name &&
    drop.sizeBytes === position.drop.sizeBytes &&
    drop.modifiedMs === position.drop.modifiedMs;
  if (!position || !isThere)
    throw new ArchiveError('CursorRefused', 'The ZIP files of the window are others than a page ago.');
  return position;
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
