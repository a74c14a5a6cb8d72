import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { RunPlan } from '../../src/domain/run.js';
import type { Window } from '../../src/domain/window.js';
import { mappingOf } from '../support/mapping.js';
import { Bench } from './bench.js';

const HOUR_MS = 3_600_000;
const START = '2026-11-20T00:00:00.000Z';
const after = (hours: number) => new Date(Date.parse(START) + hours * HOUR_MS).toISOString();

describe('moveWatermark', () => {
  let bench: Bench;

  beforeEach(async () => (bench = await Bench.open({}, { start: START, lookbackHours: 0 })));
  afterEach(() => bench.close());

  const watermark = async () => await bench.deps.connectors.watermark(bench.connectorId);
  const move = async ({ run }: RunPlan, window: Window | undefined) =>
    await bench.activities().moveWatermark({ run, window: window ?? assert.fail('no such slice') });

  it('does not follow a run of a connector that was deleted and made anew for another account', async () => {
    const plan = await bench.openDaily(after(24));
    const { connectors } = bench.deps;
    const { connector, account, mapping } = await connectors.get(bench.connectorId);
    const makeAnew = async (owner: string, version = mappingOf({}, mapping)) => {
      await connectors.delete(bench.connectorId);
      await connectors.create({ connector, account: owner, mapping: version }, START);
      return await move(plan, plan.slices[0]?.window);
    };
    assert.equal(await makeAnew(`${account}-2`), false);
    assert.equal(await watermark(), START);
    // The control: the same account has shown the run what it would show the new connector.
    assert.equal(await makeAnew(account, mappingOf({}, mappingOf({}, mapping))), true);
  });

  it('tiles time under runs that were opened side by side, in whatever order their slices end', async () => {
    const runHours = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 3 });
    const order = fc.array(fc.nat(2), { minLength: 4, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(runHours, order, async (hours, turns) => {
        const from = await watermark();
        const start = (Date.parse(from) - Date.parse(START)) / HOUR_MS;
        const plans = await Promise.all(
          hours.map(async (length) => await bench.openDaily(after(start + length))),
        );
        assertTiles(from, await takeTurns(plans, turns), await watermark());
      }),
      { numRuns: 6 },
    );
  });

  /** Every move that was made, in order. A run whose move was refused makes no further one. */
  const takeTurns = async (plans: RunPlan[], turns: number[]): Promise<Window[]> => {
    const moves: Window[] = [];
    const left = plans.map((plan) => [...plan.slices]);
    for (const turn of turns) {
      const slice = left[turn]?.shift();
      const before = await watermark();
      if (slice === undefined) continue;
      if (!(await move(plans[turn] as RunPlan, slice.window))) left[turn] = [];
      else if ((await watermark()) !== before) moves.push(slice.window);
    }
    return moves;
  };
});

function assertTiles(from: string, moves: Window[], to: string): void {
  let reached = from;
  for (const move of moves) {
    assert.equal(move.from, reached);
    assert.ok(move.to > reached, 'it went back');
    reached = move.to;
  }
  assert.equal(reached, to);
}
