import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import type { ReasonCode } from '../domain/reasons.js';
import { endedRun } from './failures.js';
import type { Gate } from './gate.js';

/**
 * Of an execution that a program began which could not pause: a refusal ends the run. It gives the same commands in the
 * same order as that program, so it waits for nothing before an item starts.
 */
export class FormerGate implements Gate {
  #refusal: ReasonCode | undefined;

  constructor(readonly goOn: () => Promise<never>) {}

  async pass(): Promise<void> {
    if (this.#refusal !== undefined) throw ApplicationFailure.nonRetryable(this.#refusal, this.#refusal);
    await Promise.resolve();
  }

  get isSpent(): boolean {
    return this.#refusal !== undefined;
  }

  async admit<T>(work: () => Promise<T>): Promise<T> {
    return await work();
  }

  afterItem(reasons: ReasonCode[]): void {
    this.#refusal = reasons.find(endedRun);
  }

  afterStep(): boolean {
    return false;
  }

  leavesPaused(reason: ReasonCode): boolean {
    return endedRun(reason);
  }

  async continueIfLong(): Promise<void> {
    if (workflowInfo().continueAsNewSuggested) await this.goOn();
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}
