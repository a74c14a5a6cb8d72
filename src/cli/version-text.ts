import { changedRules, type MappingRow, type MappingRules, type MappingVersion } from '../domain/mapping.js';
import { kindOf, type RowChange } from '../mapping/row-difference.js';
import { cellsOf } from '../operations/mapping-rows-csv.js';
import type { ShownVersion } from '../operations/mapping-version.js';
import { differenceText, mappingText, MAX_SHOWN, number, withRest } from './mapping-text.js';
import { table } from './table.js';

/** The rows in force and the difference to the version before, for the admin's eyes. */
export function versionText({ connectorId, mapping, rows, changes, rulesBefore }: ShownVersion): string {
  const { version, at, by, difference } = mapping;
  return [
    `Mapping of ${connectorId}, version ${version}: ${mappingText(mapping)}`,
    `Changed ${at} by ${by}: ${differenceText(difference)}`,
    ...(rulesBefore ? ruleLines(rulesBefore, mapping.rules) : []),
    ...(rows.length > 0 ? ['', rowsTable(rows)] : []),
    ...(version > 1 && changes.length > 0
      ? ['', `Against version ${version - 1}:`, changesTable(changes)]
      : []),
  ].join('\n');
}

/** `+1 −0 ~2` */
export function briefDifference({ added, removed, changed }: MappingVersion['difference']): string {
  return `+${number(added)} −${number(removed)} ~${number(changed)}`;
}

/** `catchAllMailbox: none → all@contoso.com` */
function ruleLines(before: MappingRules, after: MappingRules): string[] {
  return changedRules(before, after).map(
    (name) => `${name}: ${before[name] ?? 'none'} → ${after[name] ?? 'none'}`,
  );
}

function rowsTable(rows: MappingRow[]): string {
  const head = ['Mobile number', 'Microsoft 365 address', 'Valid from', 'Valid to'];
  return withRest(table(head, rows.slice(0, MAX_SHOWN).map(cellsOf)), rows.length);
}

function changesTable(changes: RowChange[]): string {
  const shown = changes
    .slice(0, MAX_SHOWN)
    .map((change) => [`+${change.number}`, kindOf(change), sideOf(change.before), sideOf(change.after)]);
  return withRest(table(['Mobile number', 'Row', 'From', 'To'], shown), changes.length);
}

/** `ann@contoso.com (2026-01-01T00:00:00.000Z to …)` */
function sideOf(row: MappingRow | null): string {
  if (row === null) return 'none';
  const { address, validFrom, validTo } = row;
  return validFrom || validTo ? `${address} (${validFrom ?? '…'} to ${validTo ?? '…'})` : address;
}
