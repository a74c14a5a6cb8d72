import { isTakenUpOnceMore } from '../domain/reasons.js';
import { bulk } from './activities.js';
import { insist, type Run } from './gate.js';
import { during } from './run-display.js';
import { archiveItems } from './run-items.js';
import { reasonsOf } from './run-state.js';

/**
 * The last round: what the world has refused this run is taken up once more when nothing waits behind it any more. What
 * fails again is left to the next run. Costs nothing where nothing was refused.
 */
export async function takeUpParked(run: Run): Promise<void> {
  const { state, plan, gate } = run;
  if (!state.canPause) return;
  if (state.lastRound === undefined && !reasonsOf(state).some(isTakenUpOnceMore)) return;
  const round = (state.lastRound ??= { after: null });
  for (;;) {
    await gate.pass();
    const listing = { run: plan.run, after: round.after };
    const list = async () => await bulk.listParkedItems(listing);
    const { items, last } = await during(
      state,
      'the list of what was refused in this run',
      async () => await insist(gate, list),
    );
    await archiveItems(run, items);
    if (last === null) return;
    round.after = last;
    await gate.continueIfLong();
  }
}
