import type { MappingVersion } from '../domain/mapping.js';
import type { MappingRow } from '../domain/mapping.js';

type RowDifference = Omit<MappingVersion['difference'], 'rules'>;

/** How many rows came, went, or say something else of their number; the order of rows and the letter case of addresses say nothing. */
export function rowDifference(before: readonly MappingRow[], after: readonly MappingRow[]): RowDifference {
  const [had, has] = [meaningsByNumber(before), meaningsByNumber(after)];
  const difference = { added: 0, removed: 0, changed: 0 };
  for (const number of new Set([...had.keys(), ...has.keys()])) {
    const [old, present] = [had.get(number) ?? new Set<string>(), has.get(number) ?? new Set<string>()];
    const gone = [...old].filter((meaning) => !present.has(meaning)).length;
    const come = [...present].filter((meaning) => !old.has(meaning)).length;
    const changed = Math.min(gone, come);
    difference.changed += changed;
    difference.removed += gone - changed;
    difference.added += come - changed;
  }
  return difference;
}

function meaningsByNumber(rows: readonly MappingRow[]): Map<string, Set<string>> {
  const meanings = new Map<string, Set<string>>();
  for (const { number, address, validFrom, validTo } of rows) {
    const meaning = JSON.stringify([address.toLowerCase(), validFrom, validTo]);
    meanings.set(number, (meanings.get(number) ?? new Set()).add(meaning));
  }
  return meanings;
}
