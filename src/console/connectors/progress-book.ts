import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Progress } from '../../domain/run.js';
import type { Means } from '../../operations/means.js';
import type { StartedRun } from '../../temporal/schedules.js';

/** A worker that is busy takes seconds to answer; a page that is looked at does not wait for it so long. */
const ASK_MS = 10_000;
const WAIT_MS = 500;
/** Where none has answered, who looks is not to wait again and again. */
const SILENT_MS = 10_000;
/** What a run has said before says nothing of it now. */
const STALE_MS = 60_000;
const MAX_KEPT = 2_000;

/** What a run has said. */
interface Said {
  progress: Progress;
  /** In milliseconds. Temporal lets a run answer only once it has taken all that was sent to it before the question. */
  askedAt: number;
}

/** How far runs are, as each has last said: one question at a time to each run, however many look. */
export class ProgressBook {
  readonly #means: Pick<Means, 'temporalRuns'>;
  readonly #said = new LRUCache<string, Said>({ max: MAX_KEPT, ttl: STALE_MS });
  readonly #silent = new LRUCache<string, true>({ max: MAX_KEPT, ttl: SILENT_MS });
  readonly #asking = new Map<string, Promise<void>>();

  constructor(means: Pick<Means, 'temporalRuns'>) {
    this.#means = means;
  }

  /** What the run says now or, where it takes its time, has said within the last minute; undefined where it has not. */
  async of(run: StartedRun): Promise<Said | undefined> {
    if (!this.#silent.has(run.runId)) {
      const enough = new AbortController();
      const waiting = delay(WAIT_MS, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([this.#ask(run), waiting]);
      enough.abort();
    }
    return this.#said.get(run.runId);
  }

  async #ask(run: StartedRun): Promise<void> {
    const asked = this.#asking.get(run.runId) ?? this.#answer(run);
    this.#asking.set(run.runId, asked);
    await asked;
  }

  async #answer(run: StartedRun): Promise<void> {
    const askedAt = Date.now();
    const progress = await this.#means.temporalRuns.progress(run, AbortSignal.timeout(ASK_MS));
    this.#asking.delete(run.runId);
    if (progress) this.#said.set(run.runId, { progress, askedAt });
    else this.#silent.set(run.runId, true);
  }
}
