import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { emptyCounts, type Counts, type Report, type RunState } from '../../domain/report.js';
import type { Means } from '../../operations/means.js';
import { reportOf } from '../../operations/report.js';
import type { RunRecord } from '../../storage/runs.js';
import type { OpenRunView } from './overview.js';

const READ_AT_A_TIME = 10;
/** A few numbers each. */
const MAX_KEPT = 20_000;

/** A run and what it came to, without its failures, of which there may be 100,000. */
export interface RunRow {
  record: RunRecord;
  state: RunState;
  counts: Counts;
}

/** What the runs of a connector came to, as storage has it; of one that has ended the report is read once. */
export class RunHistory {
  readonly #means: Means;
  readonly #kept = new LRUCache<string, Pick<Report, 'state' | 'counts'>>({ max: MAX_KEPT });

  constructor(means: Means) {
    this.#means = means;
  }

  /** That of one installation. */
  static of(means: Means): RunHistory {
    const known = INSTALLATIONS.get(means) ?? new RunHistory(means);
    INSTALLATIONS.set(means, known);
    return known;
  }

  /** In the order of the records. `open`: those under way, whose rows nobody need count. */
  async rows(records: readonly RunRecord[], open: readonly OpenRunView[]): Promise<RunRow[]> {
    const limit = pLimit(READ_AT_A_TIME);
    return await limit.map(records, async (record) => {
      const underWay = open.find(({ runId }) => runId === record.runId);
      return { record, ...(underWay ? soFar(underWay) : await this.#outcome(record)) };
    });
  }

  async #outcome(record: RunRecord): Promise<Pick<Report, 'state' | 'counts'>> {
    const key = `${record.runId} ${record.completedAt ?? ''}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const { state, counts } = await reportOf(this.#means, record);
    if (record.ended !== null) this.#kept.set(key, { state, counts });
    return { state, counts };
  }
}

const INSTALLATIONS = new WeakMap<Means, RunHistory>();

/** As the run itself counts, else as it last wrote into Temporal's index. */
function soFar({ phase, progress, imported, failed }: OpenRunView): Pick<Report, 'state' | 'counts'> {
  const state = phase === 'paused' ? 'paused' : 'running';
  return { state, counts: progress?.counts ?? { ...emptyCounts(), imported, failed } };
}
