import type { BackfillResult } from '../domain/backfill-days.js';
import { ArchiveError } from '../domain/errors.js';
import type { BackfillInput } from '../domain/run.js';
import type { Window } from '../domain/window.js';
import type { AzureStorage } from './azure.js';
import { sha256 } from './blobs.js';
import { newestFirst } from './newest-first.js';
import { isKeyPart, tableKey } from './table-keys.js';
import { Table } from './table.js';

const RECORD = 'record';

/** Who asked for which days, why, and how it ended; what the days came to stands in their runs. */
export interface BackfillRecord extends Omit<BackfillInput, 'from' | 'to'> {
  workflowId: string;
  /** Of the first execution. */
  runId: string;
  window: Window;
  startedAt: string;
  completedAt: string | null;
  /** How the workflow saw it end; null before. */
  ended: 'done' | 'canceled' | null;
  /** What it came to. Absent before its end, and in records of older programs. */
  result?: Pick<BackfillResult, 'state' | 'counts'>;
}

/** How a backfill has ended. */
export type BackfillEnd = Pick<BackfillRecord, 'result'> & { ended: 'done' | 'canceled' };

/**
 * Backfills in the table `backfills`: `backfill|<runId>` holds the record, `workflow|<hash>` and `connector|<id>` list run
 * ids, newest first. Those of older programs stand in no list of their connector.
 */
export class Backfills {
  readonly #records: Table<BackfillRecord>;
  readonly #lists: Table<{ runId: string }>;

  constructor(storage: AzureStorage) {
    this.#records = new Table(storage, 'backfills');
    this.#lists = new Table(storage, 'backfills');
  }

  /** Resolves to what is recorded: a repeated call changes nothing. */
  async open(record: BackfillRecord): Promise<BackfillRecord> {
    const { runId } = record;
    await this.#lists.put(connectorList(record.connectorId), newestFirst(record), { runId });
    await this.#lists.put(workflowList(record.workflowId), newestFirst(record), { runId });
    return await this.#records.insertOnce(recordPartition(runId), RECORD, record);
  }

  /** The first end stands. */
  async close(runId: string, end: BackfillEnd, completedAt: string): Promise<void> {
    const row = await this.#records.find(recordPartition(runId), RECORD);
    if (row === undefined) throw new ArchiveError('Unexpected', 'The backfill was never opened.');
    if (row.value.ended === null) await this.#records.replace(row, { ...row.value, ...end, completedAt });
  }

  /** By run id or workflow id; a workflow id that ran twice gives its newest. Undefined where there is none. */
  async find(runOrWorkflowId: string): Promise<BackfillRecord | undefined> {
    const byRunId = isKeyPart(runOrWorkflowId) ? await this.#record(runOrWorkflowId) : undefined;
    if (byRunId !== undefined) return byRunId;
    for await (const { value } of this.#lists.list(workflowList(runOrWorkflowId))) {
      const record = await this.#record(value.runId);
      if (record !== undefined) return record;
    }
    return undefined;
  }

  /** Run ids of the connector's backfills, newest first. */
  async list(connectorId: string, limit: number): Promise<string[]> {
    const runIds = new Set<string>();
    for await (const { value } of this.#lists.list(connectorList(connectorId))) {
      if (runIds.size >= limit) break;
      runIds.add(value.runId);
    }
    return [...runIds];
  }

  async #record(runId: string): Promise<BackfillRecord | undefined> {
    return (await this.#records.find(recordPartition(runId), RECORD))?.value;
  }
}

const recordPartition = (runId: string) => tableKey('backfill', runId);
const connectorList = (connectorId: string) => tableKey('connector', connectorId);
/** Workflow ids hold slashes, which keys cannot. */
const workflowList = (workflowId: string) => tableKey('workflow', sha256(workflowId));
