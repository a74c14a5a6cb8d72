import { LRUCache } from 'lru-cache';
import { reportOf, type ReportMeans } from '../../operations/report.js';
import type { RunRecord } from '../../storage/runs.js';
import { indexReport, type IndexedReport } from './indexed-report.js';

/** Of all reports that are kept together: some hundred megabytes. */
const MAX_FAILURES_KEPT = 400_000;
/** A run without a report is counted row by row, which takes storage a second per some thousand of them. */
const COUNTED_FOR_MS = 5_000;

/** Reports as they were last read or counted: pages of the same report follow each other within seconds. */
export class RunReports {
  readonly #means: ReportMeans;
  readonly #kept: LRUCache<string, IndexedReport, RunRecord>;

  constructor(means: ReportMeans) {
    this.#means = means;
    this.#kept = new LRUCache({
      maxSize: MAX_FAILURES_KEPT,
      sizeCalculation: ({ texts }) => texts.length + 1,
      fetchMethod: async (_key, _stale, { context }) => indexReport(await reportOf(means, context)),
    });
  }

  /** Those of one installation. */
  static of(means: ReportMeans): RunReports {
    const known = INSTALLATIONS.get(means) ?? new RunReports(means);
    INSTALLATIONS.set(means, known);
    return known;
  }

  /** A report that stands in storage is read once, until it is written anew; others are counted every few seconds. */
  async get(record: RunRecord): Promise<IndexedReport> {
    const { connectorId, runId, ended } = record;
    const digest = ended === null ? undefined : await this.#means.reports.digest(connectorId, runId);
    const options = { context: record, ...(digest === undefined && { ttl: COUNTED_FOR_MS }) };
    const found = await this.#kept.fetch(`${runId} ${digest ?? 'counted'}`, options);
    return found ?? indexReport(await reportOf(this.#means, record)); // larger than what may be kept
  }
}

const INSTALLATIONS = new WeakMap<ReportMeans, RunReports>();
