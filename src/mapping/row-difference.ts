import type { MappingRow, MappingVersion } from '../domain/mapping.js';
import { rowsBy } from './rows-by.js';

type RowDifference = Omit<MappingVersion['difference'], 'rules'>;

/** A row that came, went, or says something else of its number. */
export interface RowChange {
  number: string;
  /** Null where it came. */
  before: MappingRow | null;
  /** Null where it went. */
  after: MappingRow | null;
}

/** What a row says; the order of rows and the letter case of addresses say nothing. */
export function rowMeaning({ number, address, validFrom, validTo }: MappingRow): string {
  return JSON.stringify([number, address.toLowerCase(), validFrom, validTo]);
}

/** Number by number: those of the former file in its order, then the new ones. */
export function rowChanges(before: readonly MappingRow[], after: readonly MappingRow[]): RowChange[] {
  const gone = rowsBy(missingIn(after, before), ({ number }) => number);
  const come = rowsBy(missingIn(before, after), ({ number }) => number);
  return [...new Set([...gone.keys(), ...come.keys()])].flatMap((number) => {
    const [old, present] = [gone.get(number) ?? [], come.get(number) ?? []];
    const longer = old.length > present.length ? old : present;
    return longer.map((_, i) => ({ number, before: old[i] ?? null, after: present[i] ?? null }));
  });
}

export function rowDifference(before: readonly MappingRow[], after: readonly MappingRow[]): RowDifference {
  const difference = { added: 0, removed: 0, changed: 0 };
  for (const change of rowChanges(before, after)) difference[kindOf(change)] += 1;
  return difference;
}

export function kindOf({ before, after }: RowChange): keyof RowDifference {
  if (before && after) return 'changed';
  return after ? 'added' : 'removed';
}

/** Of the same meaning once only. */
function missingIn(there: readonly MappingRow[], rows: readonly MappingRow[]): MappingRow[] {
  const known = new Set(there.map(rowMeaning));
  const once = new Map(rows.map((row) => [rowMeaning(row), row]));
  return [...once].flatMap(([meaning, row]) => (known.has(meaning) ? [] : row));
}
