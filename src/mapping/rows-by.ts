import type { MappingRow } from '../domain/mapping.js';

/** Rows in groups, in the order of the file. */
export function rowsBy<Row extends MappingRow>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
