import type { RunState } from '../domain/report.js';
import type { BackfillDay, RunRef } from '../domain/run.js';
import type { BackfillRecord } from '../storage/backfills.js';
import type { ArchiverDeps } from './deps.js';

/** Records a backfill before its first day begins. Rejects with ConnectorNotFound. */
export function openBackfill({ connectors, backfills }: Pick<ArchiverDeps, 'connectors' | 'backfills'>) {
  return async function openBackfill(record: Omit<BackfillRecord, 'completedAt' | 'ended'>): Promise<void> {
    await connectors.get(record.connectorId);
    await backfills.open({ ...record, completedAt: null, ended: null });
  };
}

/** Records how it ended, for when Temporal has forgotten it. */
export function closeBackfill({ backfills }: Pick<ArchiverDeps, 'backfills'>) {
  return async function closeBackfill({
    runId,
    ended,
  }: {
    runId: string;
    ended: 'done' | 'canceled';
  }): Promise<void> {
    await backfills.close(runId, ended, new Date().toISOString());
  };
}

/** What the report of a day says whose run ended without a result, as failed and canceled runs do. Null where it wrote none. */
export function readDay({ reports }: Pick<ArchiverDeps, 'reports'>) {
  return async function readDay({
    connectorId,
    runId,
  }: RunRef): Promise<(Pick<BackfillDay, 'counts'> & { state: RunState; isMissing: boolean }) | null> {
    const report = await reports.read(connectorId, runId);
    if (report === undefined) return null;
    const { state, counts, gaps, sourceFaults } = report;
    return { state, counts, isMissing: gaps.length + sourceFaults.length > 0 };
  };
}
