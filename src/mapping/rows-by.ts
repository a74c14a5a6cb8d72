import type { MappingRow } from '../domain/mapping.js';

/** Rows in groups, in the order of the file. */
export function rowsBy(
  rows: readonly MappingRow[],
  keyOf: (row: MappingRow) => string,
): Map<string, MappingRow[]> {
  const groups = new Map<string, MappingRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
