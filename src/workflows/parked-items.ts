import { isTakenUpOnceMore } from '../domain/reasons.js';
import type { ConnectorRunInput, RunPlan } from '../domain/run.js';
import { bulk } from './activities.js';
import { continueIfLong } from './continue-if-long.js';
import { archiveItems } from './run-items.js';
import { reasonsOf, type RunState } from './run-state.js';

/**
 * The last round: what the world has refused this run is taken up once more when nothing waits behind it any more. What
 * fails again is left to the next run. Costs nothing where nothing was refused.
 */
export async function takeUpParked(input: ConnectorRunInput, state: RunState, plan: RunPlan): Promise<void> {
  if (state.lastRound === undefined && !reasonsOf(state).some(isTakenUpOnceMore)) return;
  const round = (state.lastRound ??= { after: null });
  for (;;) {
    const { items, last } = await bulk.listParkedItems({ run: plan.run, after: round.after });
    await archiveItems(state, plan, items);
    if (last === null) return;
    round.after = last;
    await continueIfLong(input, state);
  }
}
