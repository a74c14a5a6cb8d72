import { ArchiveError } from '../domain/errors.js';
import type { MappingRow, MappingVersion } from '../domain/mapping.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { withStorage } from './context.js';
import { rowsOf } from './judge-mapping.js';
import { differenceText, mappingText, MAX_SHOWN, withRest } from './mapping-text.js';
import type { ReportFormat } from './report.js';
import { spreadsheetCsv } from './spreadsheet-csv.js';
import { table } from './table.js';

interface ShowOptions extends GlobalOptions {
  version?: number;
  versions?: true;
  format: ReportFormat;
}

/** The mapping in force, or another version of it, row by row; or who changed what when. A connector that was deleted has its versions still. */
export async function mappingShow(id: string, options: ShowOptions): Promise<CommandResult> {
  return await withStorage(options, async (context) => {
    const versions = await context.connectors.mappingVersions(id);
    if (versions.length === 0) throw new ArchiveError('ConnectorNotFound', `There is no connector ${id}.`);
    if (options.versions) return historyResult(id, versions, options.format);
    const version = versionMeant(id, versions, options.version);
    return versionResult(id, version, await rowsOf(context, version), options.format);
  });
}

function versionMeant(id: string, versions: MappingVersion[], wanted: number | undefined): MappingVersion {
  const found = versions.find(({ version }) => version === (wanted ?? versions.length));
  if (found) return found;
  throw new ArchiveError('InvalidArgument', `The mapping of ${id} has ${versions.length} versions.`, {
    nextStep: 'See them with `mapping show --versions`.',
  });
}

function versionResult(
  id: string,
  version: MappingVersion,
  rows: MappingRow[],
  format: ReportFormat,
): CommandResult {
  const json = { connectorId: id, ...version, rows: rows.map(({ line: _, ...row }) => row) };
  const text = {
    text: () => versionText(id, version, rows),
    csv: () => rowsCsv(rows),
    json: () => indented(json),
  };
  return { exitCode: 0, json, text: text[format]() };
}

function versionText(id: string, mapping: MappingVersion, rows: MappingRow[]): string {
  const { version, at, by, difference } = mapping;
  const shown = rows
    .slice(0, MAX_SHOWN)
    .map(({ number, address, validFrom, validTo }) => [
      `+${number}`,
      address,
      validFrom ?? '',
      validTo ?? '',
    ]);
  return [
    `Mapping of ${id}, version ${version}: ${mappingText(mapping)}`,
    `Changed ${at} by ${by}: ${differenceText(difference)}`,
    ...(rows.length > 0
      ? [
          '',
          withRest(
            table(['Mobile number', 'Microsoft 365 address', 'Valid from', 'Valid to'], shown),
            rows.length,
          ),
        ]
      : []),
  ].join('\n');
}

/** A file that means the same when it is installed again; cells that a spreadsheet would take for a formula are defused. */
function rowsCsv(rows: MappingRow[]): string {
  const cells = rows.map(({ number, address, validFrom, validTo }) => [
    `+${number}`,
    address,
    validFrom,
    validTo,
  ]);
  return spreadsheetCsv(cells, ['Mobile Number', 'Microsoft 365 email', 'validFrom', 'validTo']).trimEnd();
}

function historyResult(id: string, versions: MappingVersion[], format: ReportFormat): CommandResult {
  const json = { connectorId: id, versions };
  const head = ['Version', 'At', 'By', 'Mapping', 'Rows', 'Rules changed'];
  const rows = versions.map((each) => [
    each.version,
    each.at,
    each.by,
    mappingText(each),
    differenceText(each.difference),
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
