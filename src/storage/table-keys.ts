import { odata } from '@azure/data-tables';
import { ArchiveError } from '../domain/errors.js';

const SEPARATOR = '|';
/** The character after the separator: keys that begin with a prefix and the separator come before prefix and this. */
const AFTER_SEPARATOR = '}';

/** Half-open, in the order of the characters' codes. */
export interface KeyRange {
  from: string;
  before: string;
}

/**
 * Whether a table key may hold the text as one of its parts: no / \ # ? and no control characters
 * (learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model), and not our separator.
 */
export function isKeyPart(text: string): boolean {
  return text !== '' && text.length <= 250 && !/[/\\#?|\p{Cc}]/u.test(text);
}

/** Joins ids into one key; rejects with InvalidArgument, without the text, where one of them cannot stand in a key. */
export function tableKey(...parts: string[]): string {
  if (!parts.every(isKeyPart)) {
    throw new ArchiveError(
      'InvalidArgument',
      'An id is empty, too long, or holds a character that storage keys cannot hold.',
    );
  }
  return parts.join(SEPARATOR);
}

/** All keys that begin with these parts and have more; `run-1` does not take in `run-10`. */
export function keysUnder(...parts: string[]): KeyRange {
  const prefix = tableKey(...parts);
  return { from: prefix + SEPARATOR, before: prefix + AFTER_SEPARATOR };
}

/** The OData filter of a query: one partition or a range of them, and a range of rows in each. */
export function keyFilter(partitions: string | KeyRange, rows?: KeyRange): string {
  const inPartitions =
    typeof partitions === 'string'
      ? odata`PartitionKey eq ${partitions}`
      : odata`PartitionKey ge ${partitions.from} and PartitionKey lt ${partitions.before}`;
  if (rows === undefined) return inPartitions;
  return `${inPartitions} and ` + odata`RowKey ge ${rows.from} and RowKey lt ${rows.before}`;
}
