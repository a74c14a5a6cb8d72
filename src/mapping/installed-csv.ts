import type { MappingRow, MappingRules } from '../domain/mapping.js';
import { parseMappingCsv, type ParsedMapping } from './mapping-csv.js';

/** A mapping with its rows as they were read when it was installed. */
export interface InstalledMapping {
  rows: MappingRow[];
  rules: MappingRules;
}

/**
 * The rows of the file that is installed, under other rules. It means what it meant, and what was wrong with it was
 * accepted then: only what a change of the rules does to it can be at fault.
 */
export function rereadCsv(csv: Buffer, installed: InstalledMapping, rules: MappingRules): ParsedMapping {
  if (rules.defaultCountry === installed.rules.defaultCountry)
    return { rows: installed.rows, faults: [], remarks: [] };
  const known = new Set(parseMappingCsv(csv, installed.rules).faults.map(nameOf));
  const read = parseMappingCsv(csv, rules);
  return { ...read, faults: read.faults.filter((fault) => !known.has(nameOf(fault))) };
}

function nameOf({ line, column, reason }: ParsedMapping['faults'][number]): string {
  return [line, column, reason].join();
}
