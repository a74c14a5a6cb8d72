import type { Finding } from './mapping-faults.js';

/** How many rows the findings are of: a row with two faults is one row. */
export function linesIn(findings: readonly Finding<string>[]): number {
  return new Set(findings.map(({ line }) => line)).size;
}
