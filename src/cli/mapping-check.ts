import { isCountry } from '../connector-file.js';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { changedRules, type MappingRules } from '../domain/mapping.js';
import { judgeMapping, type Judgement } from '../operations/judge-mapping.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { readConnectorFile, readInputFile } from './connector-input.js';
import { withStorage, type StorageContext } from './context.js';
import { judgementJson } from './judgement-result.js';
import { counted, differenceText, listed, previewText } from './mapping-text.js';

/** By default the rules in force of the connector; without one, automatic mapping. */
interface CheckOptions extends GlobalOptions {
  connector?: string;
  /** A connector file, for its rules. */
  file?: string;
  /** ISO code, in place of `mapping.defaultCountry`. */
  country?: string;
}

/** What a mapping file would do, before it is installed, and under rules that are not in force yet. Nothing is changed. */
export async function mappingCheck(file: string, options: CheckOptions): Promise<CommandResult> {
  const csv = await readInputFile(file, 'mapping file');
  const planned =
    options.file === undefined ? undefined : (await readConnectorFile(options.file, new Date())).connector;
  const country = countryOf(options);
  return await withStorage(options, async (context) => {
    const record = await connectorMeant(context, options.connector, planned);
    const known = planned?.mapping ?? record?.connector.mapping ?? { automatic: true };
    const rules = { ...known, ...country };
    const wish = { rules, csv, ...(record && { connectorId: record.connector.id }) };
    return checkResult(await judgeMapping(context, wish, record?.mapping), rules, record);
  });
}

/** The one that is named, else that of the connector file, else the only one; undefined where there is none yet. */
async function connectorMeant(
  { connectors }: StorageContext,
  id: string | undefined,
  planned: Connector | undefined,
): Promise<ConnectorRecord | undefined> {
  if (id !== undefined) return await connectors.get(id);
  const all = await connectors.list();
  if (planned) return all.find(({ connector }) => connector.id === planned.id);
  if (all.length <= 1) return all[0];
  const nextStep = `Name one with --connector: ${all.map(({ connector }) => connector.id).join(', ')}.`;
  throw new ArchiveError('InvalidArgument', `There are ${all.length} connectors.`, { nextStep });
}

function countryOf({ country }: CheckOptions): Pick<MappingRules, 'defaultCountry'> {
  if (country === undefined) return {};
  if (isCountry(country)) return { defaultCountry: country };
  throw new ArchiveError('InvalidArgument', '--country is no ISO code of a country, such as GB.');
}

/** Exit code 3 where a person has something to look at before the file can be installed. */
function checkResult(
  judgement: Judgement,
  rules: MappingRules,
  record: ConnectorRecord | undefined,
): CommandResult {
  const { rows, users, faults, reassigned, remarks, notes, difference, preview } = judgement;
  const bad = [...faults, ...reassigned].toSorted((a, b) => a.line - b.line);
  const { id } = record?.connector ?? { id: null };
  const version = record?.mapping.version ?? null;
  const changed = record ? changedRules(record.mapping.rules, rules) : [];
  const text = [
    `${counted(rows.length, 'row')} in use, naming ${counted(users, 'user')} with a mailbox`,
    ...(record
      ? [`Against version ${version} of ${id}: ${differenceText({ ...difference, rules: changed })}`]
      : []),
    ...listed('Rows that stop the installation', bad),
    ...listed('Remarks', remarks),
    ...notes,
    ...(record ? [previewText(preview, rules)] : []),
  ].join('\n');
  const json = { connectorId: id, version, rules, ...judgementJson(judgement), rows: rows.length };
  return { exitCode: bad.length > 0 ? 3 : 0, json, text };
}
