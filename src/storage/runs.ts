import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import type { MappingVersion } from '../domain/mapping.js';
import type { RunFacts } from '../domain/report.js';
import type { RunKind } from '../domain/run.js';
import type { Window } from '../domain/window.js';
import type { AzureStorage } from './azure.js';
import { sha256 } from './blobs.js';
import { inBatches } from './batches.js';
import { newestFirst } from './newest-first.js';
import { isKeyPart, tableKey, type KeyRange } from './table-keys.js';
import { Table, type Row } from './table.js';

/** Tries against others who change the same run. */
const MAX_TRIES = 10;
/** Of the records that a list names, so many are asked for at a time. */
const READ_AT_A_TIME = 20;
const RECORD = 'record';

/** A run and the settings it was opened with. It works with them whatever an admin changes meanwhile, but for the source. */
export interface RunRecord extends RunFacts {
  kind: RunKind;
  account: string;
  connector: Connector;
  mapping: MappingVersion;
  /** Of a backfill's day: the backfill's run id. */
  backfill?: string;
}

/**
 * Runs in the table `runs`. The partition `run|<runId>` holds the record; `connector|<id>` and `workflow|<hash>` list
 * run ids, newest first, `backfill|<runId>` those of a backfill, in the order of its days, and `unreported|<id>` those of
 * a connector that have no report yet. Lists are written before the record, so an entry without its record is none.
 */
export class Runs {
  readonly #records: Table<RunRecord>;
  readonly #lists: Table<{ runId: string }>;

  constructor(storage: AzureStorage) {
    this.#records = new Table(storage, 'runs');
    this.#lists = new Table(storage, 'runs');
  }

  /** Resolves to what is recorded: a repeated call goes on with the settings of the first. */
  async open(record: RunRecord): Promise<RunRecord> {
    const recorded = await this.#find(record.runId);
    if (recorded !== undefined) return recorded.value;
    const { runId } = record;
    await this.#lists.put(connectorList(record.connectorId), newestFirst(record), { runId });
    await this.#lists.put(workflowList(record.workflowId), newestFirst(record), { runId });
    await this.#lists.put(unreportedList(record.connectorId), tableKey(runId), { runId });
    if (record.backfill !== undefined)
      await this.#lists.put(backfillList(record.backfill), dayKey(record), { runId });
    const isOpened = await this.#records.insert(recordPartition(runId), RECORD, record);
    return isOpened ? record : await this.get(runId);
  }

  /** By run id; undefined where it was never opened. */
  async find(runId: string): Promise<RunRecord | undefined> {
    return isKeyPart(runId) ? (await this.#find(runId))?.value : undefined;
  }

  /** By run id or workflow id; a workflow id that ran twice gives its newest run. Rejects with RunNotFound. */
  async get(runOrWorkflowId: string): Promise<RunRecord> {
    const byRunId = await this.find(runOrWorkflowId);
    if (byRunId !== undefined) return byRunId;
    const [newest] = await this.#newest(workflowList(runOrWorkflowId), 1);
    if (newest === undefined)
      throw new ArchiveError('RunNotFound', `There is no run with the id ${runOrWorkflowId}.`);
    return newest;
  }

  /** The connector's runs, newest first. */
  async list(connectorId: string, limit: number): Promise<RunRecord[]> {
    return await this.#newest(connectorList(connectorId), limit);
  }

  /** Of a backfill: the runs of those days that have begun, oldest day first; with a period, of those that begin in it. */
  async ofBackfill(backfill: string, period?: Window): Promise<RunRecord[]> {
    return await this.#listed(backfillList(backfill), period && { from: period.from, before: period.to });
  }

  /** The connector's runs whose report nobody has written yet, however long ago they began. Not those of older programs. */
  async unreported(connectorId: string): Promise<RunRecord[]> {
    return await this.#listed(unreportedList(connectorId));
  }

  /** To be called once the run's report stands in storage. */
  async setReported({ connectorId, runId }: Pick<RunRecord, 'connectorId' | 'runId'>): Promise<void> {
    await this.#lists.remove(unreportedList(connectorId), tableKey(runId));
  }

  /**
   * Changes a run's record. `change` is pure: it is called again where somebody else changed the record meanwhile.
   * Rejects with RunNotFound.
   */
  async update(runId: string, change: (record: RunRecord) => RunRecord): Promise<RunRecord> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const row = await this.#find(runId);
      if (row === undefined) throw new ArchiveError('RunNotFound', `There is no run with the id ${runId}.`);
      const changed = await this.#records.replace(row, change(row.value));
      if (changed !== undefined) return changed.value;
    }
    throw new ArchiveError('StorageUnreachable', `Storage: too many writers on the record of run ${runId}.`);
  }

  async #find(runId: string): Promise<Row<RunRecord> | undefined> {
    return await this.#records.find(recordPartition(runId), RECORD);
  }

  async #listed(list: string, keys?: KeyRange): Promise<RunRecord[]> {
    const records: RunRecord[] = [];
    for await (const rows of inBatches(this.#lists.list(list, keys), READ_AT_A_TIME))
      for (const { record } of await this.#recordsOf(rows)) records.push(record);
    return records;
  }

  async #newest(list: string, limit: number): Promise<RunRecord[]> {
    const records: RunRecord[] = [];
    for await (const rows of inBatches(this.#lists.list(list), Math.min(READ_AT_A_TIME, limit))) {
      // An opening that was cut off and repeated can leave an entry with another start; only the record's own counts.
      for (const { rowKey, record } of await this.#recordsOf(rows))
        if (newestFirst(record) === rowKey) records.push(record);
      if (records.length >= limit) break;
    }
    return records.slice(0, limit);
  }

  /** Of a list's entries, in their order; an entry without its record is left out. */
  async #recordsOf(
    rows: readonly Row<{ runId: string }>[],
  ): Promise<{ rowKey: string; record: RunRecord }[]> {
    const found = await Promise.all(rows.map(async ({ value }) => await this.#find(value.runId)));
    return rows.flatMap(({ rowKey }, index) => {
      const record = found[index]?.value;
      return record ? [{ rowKey, record }] : [];
    });
  }
}

const recordPartition = (runId: string) => tableKey('run', runId);
const connectorList = (connectorId: string) => tableKey('connector', connectorId);
/** Workflow ids hold slashes, which keys cannot. */
const workflowList = (workflowId: string) => tableKey('workflow', sha256(workflowId));
const backfillList = (runId: string) => tableKey('backfill', runId);
const unreportedList = (connectorId: string) => tableKey('unreported', connectorId);
const dayKey = ({ window, runId }: RunRecord) => tableKey(window.from, runId);
