import type { MappingRow } from '../domain/mapping.js';
import { contradictions } from './contradictions.js';

/** Among more rows of one number nobody looks for one, and the search would take its time. */
const MAX_ROWS = 10;

/** The first of a number's rows that contradicts this one, so that a person finds both; undefined where there are too many. */
export function rivalRow<Row extends MappingRow>(row: Row, rows: readonly Row[]): Row | undefined {
  if (rows.length > MAX_ROWS) return undefined;
  return rows.find((other) => contradictions([row, other]).length > 0);
}
