import { CancellationScope, condition, workflowInfo } from '@temporalio/workflow';
import { takeFlag } from '../domain/pause-state.js';
import type { PauseFlag } from '../domain/pause.js';
import { flag } from './activities.js';
import { during, show } from './run-display.js';
import type { RunState } from './run-state.js';

/** A run is to know within a minute that somebody has paused its schedule in the Temporal UI. */
const READ_EVERY_MS = 45_000;
/** What cannot be read at all is not asked for without end. */
const READ_AGAIN_MS = 10_000;
/** A flag read no longer ago is not read again: pages can be short. */
const FRESH_MS = 2_000;
/** As in `waiting for …`. */
const UNREADABLE = 'the pause flag of the schedule, which could not be read';

/**
 * Reads the pause flag of the schedule beside the work of a run, and writes to it what the run is asked for. One loop
 * does both, one call after the other, so that an answer from before a wish is never taken for one from after it.
 */
export class PauseWatch {
  #isOver = false;
  #isHandedOn = false;
  #isAsked = false;
  #hasFailed = false;
  #readAtMs = -Infinity;
  #reading: CancellationScope | undefined;
  /** Whether the history has grown so long that the run should go on in a new execution. Reading it on would make it longer yet. */
  isSpent = false;
  readonly #loop: Promise<void>;

  constructor(
    readonly connectorId: string,
    readonly state: RunState,
  ) {
    // A run that is canceled still writes what it was asked for.
    this.#loop = CancellationScope.nonCancellable(async () => await this.#watch());
  }

  /** Resolves once the flag was read just now, and says so where that takes longer. A wish needs no reading: it holds. */
  async ask(): Promise<void> {
    const readAtMs = this.#readAtMs;
    if (this.isSpent || Date.now() - readAtMs < FRESH_MS) return;
    this.#isAsked = true;
    const isAnswered = (): boolean =>
      this.#readAtMs > readAtMs || this.state.wish !== undefined || this.isSpent;
    await condition(() => isAnswered() || this.#hasFailed);
    if (isAnswered()) return;
    await during(this.state, UNREADABLE, async () => await condition(isAnswered));
  }

  /**
   * Leaves no timer behind. What the run was asked for is written first; not where its state is handed on, with which it
   * goes: whoever keeps asking would keep the execution from ending.
   */
  async end({ isHandedOn = false } = {}): Promise<void> {
    this.#isOver = true;
    this.#isHandedOn = isHandedOn;
    this.#reading?.cancel();
    await this.#loop;
  }

  async #watch(): Promise<void> {
    let tried: PauseFlag | undefined;
    const isNew = (): boolean => this.state.wish !== undefined && this.state.wish !== tried;
    do {
      tried = this.state.wish;
      await this.#exchange(tried);
      this.isSpent ||= workflowInfo().continueAsNewSuggested;
      await this.#rest(isNew);
    } while (!this.#isOver || (isNew() && !this.#isHandedOn));
  }

  async #exchange(wish: PauseFlag | undefined): Promise<void> {
    const { connectorId, state } = this;
    // What is said from here on asks for another turn: the answer may be older.
    delete state.isStale;
    try {
      const answer = wish ? await flag.setPause({ connectorId, ...wish }) : await this.#read();
      const now = Date.now();
      takeFlag(state, wish, answer, new Date(now).toISOString());
      [this.#readAtMs, this.#isAsked, this.#hasFailed] = [now, false, false];
      show(state);
    } catch {
      // The failure stands in the history; what was known holds until the next turn.
      this.#hasFailed = true;
    }
  }

  async #read(): Promise<PauseFlag | null> {
    this.#reading = new CancellationScope();
    return await this.#reading.run(async () => await flag.readPause({ connectorId: this.connectorId }));
  }

  async #rest(isNew: () => boolean): Promise<void> {
    const isWanted = (): boolean => this.#isAsked && !this.#hasFailed;
    const isUp = (): boolean => this.#isOver || isWanted() || this.state.isStale === true || isNew();
    if (isUp()) return;
    const restMs = this.#hasFailed ? READ_AGAIN_MS : READ_EVERY_MS;
    if (this.isSpent) await condition(isUp);
    else await condition(isUp, restMs, { summary: 'Until the pause flag is read again' });
  }
}
