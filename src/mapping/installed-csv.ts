import type { MappingRow, MappingRules } from '../domain/mapping.js';
import { parsingMappingCsv, type ParsedMapping } from './mapping-csv.js';
import type { Turns } from './turns.js';

/** A mapping with its rows as they were read when it was installed. */
export interface InstalledMapping {
  rows: MappingRow[];
  rules: MappingRules;
}

/**
 * The rows of the file that is installed, under other rules. It means what it meant, and what was wrong with it was
 * accepted then: only what a change of the rules does to it can be at fault.
 */
export function* rereadingCsv(
  csv: Buffer,
  installed: InstalledMapping,
  rules: MappingRules,
): Turns<ParsedMapping> {
  if (rules.defaultCountry === installed.rules.defaultCountry)
    return { rows: installed.rows, faults: [], remarks: [] };
  const read = yield* parsingMappingCsv(csv, rules);
  if (read.faults.length === 0) return read;
  const before = yield* parsingMappingCsv(csv, installed.rules);
  const known = new Set(before.faults.map(nameOf));
  return { ...read, faults: read.faults.filter((fault) => !known.has(nameOf(fault))) };
}

function nameOf({ line, column, reason }: ParsedMapping['faults'][number]): string {
  return [line, column, reason].join();
}
