import assert from 'node:assert/strict';
import type { WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { Context } from 'mocha';
import type { PauseFlag } from '../../src/domain/pause.js';
import type { Progress } from '../../src/domain/run.js';
import * as attributes from '../../src/workflows/search-attributes.js';
import { until } from '../support/until.js';
import { planOf, Stage, type Script, type StageOptions } from './stage.js';

/** A gate in the middle of an activity, for a test to open. */
export class Latch {
  #open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.#open = resolve));

  open(): void {
    this.#open();
  }
}

/** A stage with a connector whose schedule has a pause flag. */
export class Pausable {
  /** Null where it was deleted. */
  schedule: PauseFlag | null = { isPaused: false, note: '' };

  private constructor(readonly stage: Stage) {}

  static async open(context: Context, options: StageOptions = {}): Promise<Pausable> {
    return new Pausable(await Stage.open(context, options));
  }

  play(script: Script, flag: PauseFlag = { isPaused: false, note: '' }): void {
    this.schedule = flag;
    this.stage.play({
      openRun: () => planOf(1),
      readPause: () => this.schedule,
      setPause: ({ isPaused, note }) => (this.schedule &&= { isPaused, note }),
      ...script,
    });
  }

  async start(input: object = {}): Promise<WorkflowHandleWithFirstExecutionRunId> {
    return await this.stage.start('connectorRun', { connectorId: 'emea', ...input });
  }

  archived(): unknown[] {
    return this.stage.of('stageItem').map(({ itemKey }) => itemKey);
  }

  ended(): unknown[] {
    return this.stage.of('reportRun').map(({ ended, reason }) => [ended, reason]);
  }

  async untilPaused(run: WorkflowHandle): Promise<Progress> {
    const ask = async (): Promise<Progress> => await run.query<Progress>('progress');
    await until('the pause', async () => (await ask()).phase === 'paused');
    return await ask();
  }

  /** Phase, and whether it needs attention, as somebody sees it who has no worker to ask. */
  async shown({ workflowId }: WorkflowHandle): Promise<unknown[]> {
    const { typedSearchAttributes: found } = await this.stage.client.workflow
      .getHandle(workflowId)
      .describe();
    return [found.get(attributes.ARCHIVER_PHASE), found.get(attributes.ARCHIVER_NEEDS_ATTENTION)];
  }

  assertOnce(items: readonly { itemKey: string }[]): void {
    assert.equal(this.archived().length, items.length);
    assert.deepEqual(new Set(this.archived()), new Set(items.map(({ itemKey }) => itemKey)));
  }
}

/** The only page of a slice. */
export function pageOf(items: { itemKey: string; index: number }[]) {
  return { blob: 'page', items, relisted: 0, end: { isWhole: true } };
}
