import { ArchiveError } from '../domain/errors.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { readInputFile } from './connector-input.js';
import { withStorage, type StorageContext } from './context.js';
import { judgeMapping, type Judgement } from './judge-mapping.js';
import { differenceText, listed, number, previewText } from './mapping-text.js';

/** What a mapping file would do, before it is installed. Nothing is changed. */
export async function mappingCheck(
  file: string,
  options: GlobalOptions & { connector?: string },
): Promise<CommandResult> {
  const csv = await readInputFile(file, 'mapping file');
  return await withStorage(options, async (context) => {
    const record = await connectorMeant(context, options.connector);
    const wish = record
      ? { connectorId: record.connector.id, rules: record.connector.mapping, csv }
      : { rules: { automatic: true }, csv };
    return checkResult(await judgeMapping(context, wish, record?.mapping), record);
  });
}

/** The only connector where none is named; undefined where there is none at all. */
async function connectorMeant(
  { connectors }: StorageContext,
  id: string | undefined,
): Promise<ConnectorRecord | undefined> {
  if (id !== undefined) return await connectors.get(id);
  const all = await connectors.list();
  if (all.length <= 1) return all[0];
  const nextStep = `Name one with --connector: ${all.map(({ connector }) => connector.id).join(', ')}.`;
  throw new ArchiveError('InvalidArgument', `There are ${all.length} connectors.`, { nextStep });
}

/** Exit code 3 where a person has something to look at before the file can be installed. */
function checkResult(judgement: Judgement, record: ConnectorRecord | undefined): CommandResult {
  const { rows, users, difference, preview, ...findings } = judgement;
  const bad = [...findings.faults, ...findings.reassigned].toSorted((a, b) => a.line - b.line);
  const { id } = record?.connector ?? { id: null };
  const version = record?.mapping.version ?? null;
  const text = [
    `${number(rows.length)} rows in use, naming ${number(users)} users with a mailbox`,
    ...(record ? [`Against version ${version} of ${id}: ${differenceText(difference)}`] : []),
    ...listed('Rows that stop the installation', bad),
    ...listed('Remarks', findings.remarks),
    ...(record ? ['', previewText(preview)] : []),
  ].join('\n');
  const json = { connectorId: id, version, rows: rows.length, users, difference, ...findings, preview };
  return { exitCode: bad.length > 0 ? 3 : 0, json, text };
}
