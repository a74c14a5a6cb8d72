import type { ConnectorRecord } from '../storage/connectors.js';
import { refusalOf } from '../domain/pause.js';
import { connectorFileOf } from '../connector-file.js';
import { withContext, type CliContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { mappingText } from './mapping-text.js';
import { table } from './table.js';

export interface ConnectorStatus {
  id: string;
  displayName: string;
  schedule: string;
  /** Null where Temporal has lost the schedule. */
  paused: boolean | null;
  note: string;
  nextRun: string | null;
  watermark: string;
  /** Since when it is being deleted; null where it is not. */
  deletingAt: string | null;
}

export async function connectorList(options: GlobalOptions): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const connectors = await Promise.all(
      (await context.connectors.list()).map(async (record) => await statusOf(context, record)),
    );
    const text = connectors.length > 0 ? listText(connectors) : 'No connectors yet: see `connector create`.';
    return { exitCode: 0, json: { connectors }, text };
  });
}

/** A row each; what does not fit into a column of a narrow terminal stands below the table. */
export function listText(connectors: readonly ConnectorStatus[]): string {
  const rows = connectors.map((status) => [
    status.id,
    status.displayName,
    status.schedule,
    shortState(status),
    status.watermark,
  ]);
  const head = ['Id', 'Name', 'Schedule', 'Next run', 'Archived up to'];
  return [table(head, rows), ...notes(connectors)].join('\n');
}

export async function connectorShow(id: string, options: GlobalOptions): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const record = await context.connectors.get(id);
    const status = await statusOf(context, record);
    const { mapping, account } = record;
    const file = connectorFileOf(record.connector);
    const text = [
      `${id} (${status.displayName})`,
      `Next run        ${stateText(status)}`,
      `Archived up to  ${status.watermark}`,
      `Mapping         version ${mapping.version}: ${mappingText(mapping)}`,
      '',
      JSON.stringify(file, null, 2),
    ].join('\n');
    return { exitCode: 0, json: { ...status, account, mapping, connector: file }, text };
  });
}

async function statusOf(
  context: CliContext,
  { connector, watermark, deletingAt }: ConnectorRecord,
): Promise<ConnectorStatus> {
  const schedule = await context.schedules.describe(connector.id);
  return {
    id: connector.id,
    displayName: connector.displayName,
    schedule: `${connector.schedule.cron} ${connector.schedule.timezone}`,
    paused: schedule ? schedule.state.paused : null,
    note: schedule?.state.note ?? '',
    nextRun: schedule?.info.nextActionTimes[0]?.toISOString() ?? null,
    watermark,
    deletingAt: deletingAt ?? null,
  };
}

/** What a column holds; the notes, which are sentences, stand below the table. */
function shortState(status: ConnectorStatus): string {
  if (status.deletingAt !== null) return 'never: being deleted';
  if (status.paused === null) return 'never: no schedule';
  return status.paused ? `paused: ${refusalOf(status.note) ?? 'by hand'}` : (status.nextRun ?? 'never');
}

function notes(connectors: readonly ConnectorStatus[]): string[] {
  const standing = connectors.filter(({ paused, deletingAt }) => paused !== false || deletingAt !== null);
  return standing.length === 0 ? [] : ['', ...standing.map((status) => `${status.id}: ${stateText(status)}`)];
}

function stateText({ id, paused, note, nextRun, deletingAt }: ConnectorStatus): string {
  if (deletingAt !== null)
    return `never: being deleted since ${deletingAt}; where that broke off, end it with: whatsapp-archiver connector delete ${id}`;
  if (paused === null) return 'never: Temporal has lost its schedule; a worker makes it again when it starts';
  return paused ? `paused: ${note}` : (nextRun ?? 'never');
}
