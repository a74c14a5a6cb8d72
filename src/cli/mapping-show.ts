import type { MappingRow, MappingVersion } from '../domain/mapping.js';
import type { RowChange } from '../mapping/row-difference.js';
import { rowsCsv } from '../operations/mapping-rows-csv.js';
import { mappingVersions, showVersion, type ShownVersion } from '../operations/mapping-version.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { withStorage } from './context.js';
import { mappingText } from './mapping-text.js';
import type { ReportFormat } from './report.js';
import { spreadsheetCsv } from '../spreadsheet-csv.js';
import { table } from './table.js';
import { briefDifference, versionText } from './version-text.js';

interface ShowOptions extends GlobalOptions {
  version?: number;
  versions?: true;
  format: ReportFormat;
}

/**
 * The mapping in force, or another version of it, row by row, and what it changed; or who changed what when. A connector
 * that was deleted has its versions still.
 */
export async function mappingShow(id: string, options: ShowOptions): Promise<CommandResult> {
  return await withStorage(options, async (context) => {
    const versions = await mappingVersions(context, id);
    if (options.versions) return historyResult(id, versions, options.format);
    const shown = await showVersion(context, id, { versions, wanted: options.version });
    return versionResult(shown, options.format);
  });
}

function versionResult(shown: ShownVersion, format: ReportFormat): CommandResult {
  const { connectorId, mapping, rows, changes, rulesBefore = null } = shown;
  const json = {
    connectorId,
    ...mapping,
    rulesBefore,
    rows: rows.map(withoutLine),
    changes: changes.map(changeJson),
  };
  const text = {
    text: () => versionText(shown),
    csv: () => rowsCsv(rows),
    json: () => indented(json),
  };
  return { exitCode: 0, json, text: text[format]() };
}

function changeJson({ number, before, after }: RowChange) {
  return { number, before: before && withoutLine(before), after: after && withoutLine(after) };
}

function withoutLine({ line: _, ...row }: MappingRow): Omit<MappingRow, 'line'> {
  return row;
}

function historyResult(id: string, versions: MappingVersion[], format: ReportFormat): CommandResult {
  const json = { connectorId: id, versions };
  const head = ['Version', 'At', 'By', 'Mapping', 'Rows', 'Rules changed'];
  const rows = versions.map((each) => [
    each.version,
    each.at,
    each.by,
    mappingText(each),
    briefDifference(each.difference),
    each.difference.rules.join(' '),
  ]);
  const text = {
    text: () => table(head, rows),
    csv: () => spreadsheetCsv(rows, head).trimEnd(),
    json: () => indented(json),
  };
  return { exitCode: 0, json, text: text[format]() };
}

function indented(document: unknown): string {
  return JSON.stringify(document, null, 2);
}
