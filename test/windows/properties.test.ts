import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mergeWindows, type Window } from '../../src/domain/window.js';
import { modelOf, type Rules } from './model.js';
import type { Step, Trace, Trouble } from './steps.js';
import { WindowStage } from './window-stage.js';

const START = '2024-03-04T02:00:00.000Z';
const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** Long enough for five parts. */
const REACH_HOURS = 100;
const REAL_SEQUENCES = 6;

const at = (hours: number) => new Date(Date.parse(START) + hours * HOUR_MS).toISOString();
/** Before the start too: times can be late, doubled and out of order. */
const hours = fc.double({ min: -DAY_HOURS, max: REACH_HOURS, noNaN: true, noDefaultInfinity: true });
const minutes = hours.map((some) => Math.round(some * 60) / 60);
const trouble = (...kinds: Trouble['what'][]) =>
  fc.record({ what: fc.constantFrom(...kinds), part: fc.integer({ min: 1, max: 5 }) });

const run = (...troubles: Trouble['what'][]): fc.Arbitrary<Step> =>
  fc.oneof(
    minutes.map((time): Step => ({ kind: 'run', at: at(time) })),
    fc
      .tuple(minutes, trouble(...troubles))
      .map(([time, met]): Step => ({ kind: 'run', at: at(time), trouble: met })),
  );
const beside: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(minutes, fc.integer({ min: 1, max: 48 }))
    .map(([from, length]): Step => ({ kind: 'backfill', window: { from: at(from), to: at(from + length) } })),
  minutes.map((time): Step => ({ kind: 'purge', before: at(time) })),
  fc.constantFrom('Europe/Berlin', 'Asia/Kolkata').map((timezone): Step => ({ kind: 'updated', timezone })),
);
const sequence = (...troubles: Trouble['what'][]) =>
  fc.array(fc.oneof({ weight: 3, arbitrary: run(...troubles) }, { weight: 1, arbitrary: beside }), {
    maxLength: 8,
  });

describe('over any sequence of times, failures, backfills and changes', function () {
  /** Throws where the property does not hold for the model under these rules. */
  const check = (rules: Partial<Rules> = {}): void =>
    fc.assert(
      fc.property(sequence('short', 'fails', 'canceled'), (steps) =>
        assertAccounted(modelOf(START, steps, rules)),
      ),
      { numRuns: 2_000 },
    );

  it('the windows tile time, the watermark never goes back, and nothing before it was never listed whole', () => {
    check();
  });

  describe('which does not hold where', () => {
    for (const [what, rules] of Object.entries<Partial<Rules>>({
      'the watermark follows a short part': { follows: (met) => met === undefined || met === 'short' },
      'a run begins a day before its time': { beginsAt: (_, time) => time - DAY_HOURS * HOUR_MS },
      'the watermark follows a backfill': { isMovedByBackfill: true },
    })) {
      it(what, () => assert.throws(() => check(rules), /Property failed/));
    }
  });

  describe('on a real server', () => {
    let windows: WindowStage;
    before(async function () {
      windows = await WindowStage.open(this);
    });
    after(async () => await windows?.close());

    it('the product does what the model does, and the same holds', async () => {
      const sequences = fc.sample(sequence('fails', 'canceled'), REAL_SEQUENCES);
      const traces = await Promise.all(sequences.map(async (steps) => await windows.perform(START, steps)));
      for (const [index, steps] of sequences.entries()) {
        const trace = traces[index] as Trace;
        assert.deepEqual(trace, modelOf(START, steps), JSON.stringify(steps));
        assertAccounted(trace);
      }
    });
  });
});

function assertAccounted({ outcomes, watermark }: Trace): void {
  let reached = START;
  for (const move of outcomes.flatMap(({ moves }) => moves)) {
    assert.equal(move.from, reached, 'a gap or an overlap');
    assert.ok(move.to > move.from, 'it went back');
    reached = move.to;
  }
  assert.equal(watermark, reached, 'the watermark moved by itself');
  const accounted = mergeWindows(outcomes.flatMap(({ archived, gaps }) => [...archived, ...gaps]));
  if (watermark > START)
    assert.ok(accounted.some(covers({ from: START, to: watermark })), 'never listed whole');
}

function covers({ from, to }: Window): (window: Window) => boolean {
  return (window) => window.from <= from && to <= window.to;
}
