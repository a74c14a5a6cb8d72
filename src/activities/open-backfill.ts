import type { Report, RunState } from '../domain/report.js';
import type { BackfillDay, RunRef } from '../domain/run.js';
import type { BackfillEnd, BackfillRecord } from '../storage/backfills.js';
import { closeIfCutOff } from './cut-off-runs.js';
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
  return async function closeBackfill({ runId, ...end }: BackfillEnd & { runId: string }): Promise<void> {
    await backfills.close(runId, end, new Date().toISOString());
  };
}

/**
 * What the report of a day says whose run ended without a result, as failed and canceled runs do. That of a day which was
 * cut off by force is written here: the backfill counts it, and would else have to wait for the next daily run. Null where
 * the run was never opened.
 */
export function readDay(deps: ArchiverDeps) {
  return async function readDay({
    connectorId,
    runId,
  }: RunRef): Promise<(Pick<BackfillDay, 'counts'> & { state: RunState; isMissing: boolean }) | null> {
    const report = (await deps.reports.read(connectorId, runId)) ?? (await reportCutOff(deps, runId));
    if (report === undefined) return null;
    const { state, counts, gaps, sourceFaults } = report;
    return { state, counts, isMissing: gaps.length + sourceFaults.length > 0 };
  };
}

async function reportCutOff(deps: ArchiverDeps, runId: string): Promise<Report | undefined> {
  const record = await deps.runs.find(runId);
  if (record === undefined) return undefined;
  await closeIfCutOff(deps, record);
  return await deps.reports.read(record.connectorId, runId);
}
