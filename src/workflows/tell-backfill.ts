import { CancellationScope, getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import { dayOf } from '../domain/backfill-days.js';
import type { ConnectorRunInput } from '../domain/run.js';
import type { RunState } from './run-state.js';
import { dayPausedSignal } from './signals.js';
import { tellNotes } from './tell-notes.js';

/** Tells the backfill whose day a run is whenever the connector is paused or goes on: a backfill itself reads no flag. */
export class BackfillTeller {
  #isOver = false;
  readonly #telling: Promise<void>;

  constructor(
    readonly input: ConnectorRunInput,
    readonly state: RunState,
  ) {
    this.#telling = CancellationScope.nonCancellable(async () => await this.#tell());
  }

  /** To be awaited before the execution ends or its state is handed on: a word on its way could else come after one of the next. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#telling;
  }

  async #tell(): Promise<void> {
    const { input, state } = this;
    const { parent } = workflowInfo();
    if (!input.tellsBackfill || !input.window || !parent) return;
    const backfill = getExternalWorkflowHandle(parent.workflowId, parent.runId);
    const day = dayOf(input.window);
    const tell = async (note: string | null): Promise<void> => {
      // It may have been terminated.
      await backfill.signal(dayPausedSignal, { day, note }).catch(() => undefined);
      state.toldPause = note;
    };
    const noteNow = (): string | null => state.paused?.note ?? null;
    await tellNotes(noteNow, tell, () => this.#isOver, state.toldPause ?? null);
  }
}
