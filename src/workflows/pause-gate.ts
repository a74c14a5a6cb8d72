import { CancellationScope, CancelledFailure, condition, workflowInfo } from '@temporalio/workflow';
import { pauseOf, wishFor } from '../domain/pause-state.js';
import { refusalNote } from '../domain/pause.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { ConnectorRunInput } from '../domain/run.js';
import { stopsRun } from './failures.js';
import type { Gate } from './gate.js';
import { PauseWatch } from './pause-watch.js';
import { show } from './run-display.js';
import { markOf, type RunState } from './run-state.js';
import { BackfillTeller } from './tell-backfill.js';

/** Shut while the connector is paused, or the backfill that the run is a day of. A refusal that somebody has to mend pauses the connector. */
export class PauseGate implements Gate {
  readonly #watch: PauseWatch;
  readonly #teller: BackfillTeller;
  #inHand = 0;

  constructor(
    readonly input: ConnectorRunInput,
    readonly state: RunState,
    readonly goOn: () => Promise<never>,
  ) {
    this.#watch = new PauseWatch(input.connectorId, state);
    this.#teller = new BackfillTeller(input, state);
  }

  get isSpent(): boolean {
    return this.#watch.isSpent;
  }

  async pass(): Promise<void> {
    await this.#watch.ask();
    await this.#untilOpen();
    this.#heedCancellation();
    if (this.isSpent) await this.#continue();
  }

  async admit<T>(work: () => Promise<T>): Promise<T | undefined> {
    await this.#untilOpen();
    if (this.isSpent) return undefined;
    this.#inHand += 1;
    try {
      return await work();
    } finally {
      this.#inHand -= 1;
    }
  }

  afterItem(reasons: ReasonCode[]): void {
    for (const reason of reasons) this.afterStep(reason);
  }

  afterStep(reason: ReasonCode): boolean {
    if (!stopsRun(reason)) return false;
    // Others in hand meet the same refusal: what is said of it once is enough.
    if (this.state.paused === undefined) {
      const now = new Date(Date.now()).toISOString();
      wishFor(this.state, { isPaused: true, note: refusalNote(reason) }, now);
      show(this.state);
    }
    return true;
  }

  leavesPaused(): boolean {
    return false;
  }

  async continueIfLong(): Promise<void> {
    this.#heedCancellation();
    if (workflowInfo().continueAsNewSuggested) await this.#continue();
  }

  async close(): Promise<void> {
    await this.#end({ isHandedOn: false });
  }

  /** Before it goes on: a new execution would know nothing of it. */
  #heedCancellation(): void {
    if (CancellationScope.current().consideredCancelled)
      throw new CancelledFailure('Canceled before it went on.');
  }

  /** A signal handled after its state was handed on would be lost, so nothing is awaited any more from there. */
  async #continue(): Promise<never> {
    await this.#end({ isHandedOn: true });
    return await this.goOn();
  }

  async #end(how: { isHandedOn: boolean }): Promise<void> {
    await this.#watch.end(how);
    await this.#teller.end();
  }

  /** Also where the gate is spent: a pause may outlast any number of executions. */
  async #untilOpen(): Promise<void> {
    const isOpen = (): boolean => pauseOf(this.state) === undefined || this.isSpent;
    while (!isOpen()) {
      await condition(() => isOpen() || this.#inHand === 0);
      if (!isOpen()) this.#halt();
      await condition(isOpen);
    }
    if (pauseOf(this.state) === undefined) this.#goOn();
  }

  #halt(): void {
    if (this.state.isHalted) return;
    this.state.isHalted = true;
    show(this.state);
  }

  #goOn(): void {
    if (!this.state.isHalted) return;
    delete this.state.isHalted;
    // Of how fast it goes on, the hours that it stood still tell nothing.
    this.state.marks = [markOf(this.state, Date.now())];
    show(this.state);
  }
}
