import assert from 'node:assert/strict';
import { emptyCounts } from '../../src/domain/report.js';
import type { BackfillDay } from '../../src/domain/run.js';
import { backfillProgress, newBackfill, type BackfillState } from '../../src/workflows/backfill-state.js';
import { noteBegun, noteOver, notePaused } from '../../src/workflows/days-in-hand.js';

const WINDOW = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-04T00:00:00.000Z' };

describe('the progress of a backfill', () => {
  /** With all its days under way since a minute. */
  const underWay = (): BackfillState => {
    const state = newBackfill({ connectorId: 'emea', window: WINDOW }, Date.now() - 60_000);
    for (const row of state.days) {
      Object.assign(row, { state: 'running', runId: `of ${row.day}` });
      noteBegun(state, { workflowId: `run/${row.day}`, runId: `of ${row.day}` });
    }
    for (const run of state.inHand ?? []) run.sinceMs -= 60_000;
    return state;
  };
  const end = (state: BackfillState, at: number): void => {
    const row = state.days[at] as BackfillDay;
    const counts = { ...emptyCounts(), availableFromSource: 60, availableForImport: 120 };
    noteOver(state, Object.assign(row, { state: 'completed', counts }));
  };

  it('names the runs of the days under way, and tells how fast those went that ended', () => {
    const state = underWay();
    end(state, 1);
    const { days, lately, rate } = backfillProgress(state, Date.now());
    assert.deepEqual(days?.inHand, [
      { workflowId: 'run/2026-11-01', runId: 'of 2026-11-01' },
      { workflowId: 'run/2026-11-03', runId: 'of 2026-11-03' },
    ]);
    assert.equal(lately?.items, 60);
    assert.ok(Math.abs(lately.ms - 60_000) < 5_000, `${lately.ms} ms`);
    assert.ok(rate > 3.5 && rate <= 4, `${rate} a second, of two days`);
  });

  it('tells nothing of a day that stood still in between', () => {
    const [alone, all] = [underWay(), underWay()];
    notePaused(alone, 'of 2026-11-02');
    notePaused(all);
    for (const state of [alone, all]) for (const at of [0, 1]) end(state, at);
    const itemsOf = (state: BackfillState) => backfillProgress(state, Date.now()).lately?.items;
    assert.deepEqual([itemsOf(alone), itemsOf(all)], [60, 0]);
  });

  it('says no time left by itself: it does not know what its days under way hold', () => {
    const state = underWay();
    end(state, 0);
    assert.equal(backfillProgress(state, Date.now()).leftMs, undefined);
  });
});
