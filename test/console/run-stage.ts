import { nextMapping } from '../../src/domain/mapping.js';
import { emptyCounts, type Report, type ReportFailure } from '../../src/domain/report.js';
import type { RunRecord } from '../../src/storage/runs.js';
import { aConnector } from '../support/connectors.js';
import { newId, newItemKey } from '../support/ids.js';

const AT = '2026-11-20T02:00:01.000Z';
const WINDOW = { from: '2026-11-19T02:00:00.000Z', to: '2026-11-20T02:00:00.000Z' };
const RULES = { automatic: true };

/** A run that has ended well, unless the changes say otherwise. */
export function aRun(changes: Partial<RunRecord> = {}): RunRecord {
  const { connectorId = newId('emea') } = changes;
  const rows = { added: 0, removed: 0, changed: 0 };
  return {
    connectorId,
    runId: newId('run'),
    workflowId: `run/${connectorId}-${WINDOW.to}`,
    window: WINDOW,
    mapping: nextMapping(undefined, { rules: RULES, csv: null, rows, by: 'Grace', at: AT }),
    reason: null,
    startedAt: AT,
    completedAt: '2026-11-20T02:10:01.000Z',
    gaps: [],
    sourceFaults: [],
    ended: 'done',
    relisted: 0,
    kind: 'daily',
    account: 'account',
    connector: aConnector(connectorId, { displayName: 'WhatsApp EMEA' }),
    ...changes,
  };
}

/** The report of a run, whose counts are those of its failures and two copies that were imported. */
export function aReport(run: RunRecord, failures: ReportFailure[], changes: Partial<Report> = {}): Report {
  const { connectorId, runId, workflowId, window, reason, startedAt, completedAt } = run;
  const imported = 2;
  const copies = failures.length + imported;
  return {
    connectorId,
    runId,
    workflowId,
    window,
    reason,
    startedAt,
    completedAt,
    mapping: { version: run.mapping.version },
    state: failures.length > 0 ? 'completed-with-failures' : 'completed',
    counts: {
      ...emptyCounts(),
      availableFromSource: copies,
      availableForImport: copies,
      imported,
      failed: failures.length,
    },
    failures,
    gaps: run.gaps,
    sourceFaults: run.sourceFaults,
    ...changes,
  };
}

export function aFailure(changes: Partial<ReportFailure> = {}): ReportFailure {
  return {
    itemId: newId('item'),
    itemKey: newItemKey(),
    sourceUserId: '447700900123',
    m365UserId: 'ann@contoso.example',
    reason: 'MailboxFull',
    open: true,
    attachments: [],
    ...changes,
  };
}
