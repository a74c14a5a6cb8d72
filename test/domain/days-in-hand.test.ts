import assert from 'node:assert/strict';
import { shownFraction, withDaysInHand } from '../../src/domain/days-in-hand.js';
import { latelyEnded, timeLeft, withEnded, type EndedDay } from '../../src/domain/pace.js';
import { emptyCounts } from '../../src/domain/report.js';
import type { Progress } from '../../src/domain/run.js';

const QUIET: Progress = {
  phase: 'archiving',
  outcome: null,
  window: null,
  slice: { index: 0, of: 1 },
  counts: emptyCounts(),
  items: { seen: 0, done: 0 },
  rate: 0,
  elapsedMs: 0,
  waitingFor: null,
  paused: null,
  parked: 0,
};
/** An item takes so long in each day, whatever the others do. */
const ITEM_S = 0.5;
/** Until a day's run is opened and its first page listed. */
const LISTING_S = 4;
const AT_A_TIME = 3;

interface Day {
  items: number;
  fromS: number;
  toS: number;
}

/** When each day begins and ends, three at a time. */
function planOf(sizes: readonly number[]): Day[] {
  const lanes = Array.from({ length: AT_A_TIME }, () => 0);
  return sizes.map((items) => {
    const lane = lanes.indexOf(Math.min(...lanes));
    const fromS = lanes[lane] ?? 0;
    const toS = fromS + LISTING_S + items * ITEM_S;
    lanes[lane] = toS;
    return { items, fromS, toS };
  });
}

/** What the run of a day says of itself. */
function dayAt({ items, fromS }: Day, nowS: number): Progress {
  const isListed = nowS - fromS >= LISTING_S;
  const done = isListed ? Math.floor((nowS - fromS - LISTING_S) / ITEM_S) : 0;
  const lately = { items: done, copies: done, ms: (nowS - fromS) * 1_000 };
  const shown = { seen: isListed ? items : 0, done, ...(isListed && { total: items }) };
  const leftMs = timeLeft({ ...QUIET, items: shown }, lately);
  return { ...QUIET, items: shown, lately, ...(leftMs !== undefined && { leftMs }) };
}

/** What is shown of the whole at an instant. */
function shownAt(plan: readonly Day[], nowS: number) {
  const ended = plan.filter(({ toS }) => toS <= nowS);
  const running = plan.filter(({ fromS, toS }) => fromS <= nowS && nowS < toS);
  const seen = ended.reduce((sum, { items }) => sum + items, 0);
  const kept = ended
    .toSorted((a, b) => a.toS - b.toS)
    .map(({ items, fromS, toS }) => ({ items, copies: items, ms: (toS - fromS) * 1_000, atMs: toS * 1_000 }))
    .reduce<EndedDay[]>(withEnded, []);
  const backfill: Progress = {
    ...QUIET,
    items: { seen, done: seen },
    lately: latelyEnded(kept, nowS * 1_000),
    days: { all: plan.length, done: ended.length, running: running.length, troubled: 0 },
  };
  return withDaysInHand(
    backfill,
    running.map((day) => dayAt(day, nowS)),
  );
}

/** The least and the most that was said of what was true, half a minute after all days are listed or once `fromS` has come. */
function saidOfTrue(
  sizes: readonly number[],
  fromS?: number,
): { least: number; most: number; times: number } {
  const plan = planOf(sizes);
  const endS = Math.max(...plan.map(({ toS }) => toS));
  const firstS = fromS ?? Math.max(...plan.map((day) => day.fromS)) + LISTING_S + 30;
  const parts: number[] = [];
  for (let nowS = firstS; nowS < endS - 60; nowS += 5) {
    const { leftMs } = shownAt(plan, nowS);
    if (leftMs !== undefined) parts.push(leftMs / 1_000 / (endS - nowS));
  }
  return { least: Math.min(...parts), most: Math.max(...parts), times: parts.length };
}

describe('the time left of a backfill', () => {
  it('is true half a minute after the last day is listed, also where that is the largest by far', () => {
    for (const sizes of [
      [20, 20, 20, 20, 20, 20, 2_000],
      [20, 20, 2_000],
      [2_000, 20, 20, 20, 20],
      [300, 300, 300, 300, 300, 300],
      [600, 0, 0, 600, 40],
    ]) {
      const { least, most, times } = saidOfTrue(sizes);
      assert.ok(times > 3, `${sizes.join(' ')}: said ${times} times`);
      assert.ok(least > 0.95 && most < 1.15, `${sizes.join(' ')}: ${least} to ${most}`);
    }
  });

  it('takes the days that nobody has listed for the mean of the others, from the first minute on', () => {
    const month = Array.from({ length: 31 }, (_, at) => (at % 7 < 5 ? 200 : 10));
    const { least, most } = saidOfTrue(month, 60);
    assert.ok(least > 0.5 && most < 1.5, `${least} to ${most}`);
    const alike = saidOfTrue(
      Array.from({ length: 31 }, () => 100),
      60,
    );
    assert.ok(alike.least > 0.85 && alike.most < 1.25, `${alike.least} to ${alike.most}`);
  });

  const lately = { items: 60, copies: 60, ms: 60_000 };
  const day: Progress = { ...QUIET, items: { seen: 100, done: 60, total: 100 }, lately, leftMs: 40_000 };
  const tally = { all: 5, done: 2, running: 2, troubled: 0 };
  const backfill: Progress = { ...QUIET, items: { seen: 80, done: 80 }, days: tally };
  const left = (changes: Partial<Progress>, days: readonly Progress[]) =>
    withDaysInHand({ ...backfill, ...changes }, days).leftMs;

  it('is that of the days under way, and then of those that wait', () => {
    // Known are 80 items in two days and twice 100: a fifth day is taken for 70, at an item per second.
    assert.equal(left({}, [day, day]), (40 + 70) * 1_000);
    assert.equal(left({ days: { ...tally, all: 6 } }, [day, day]), (40 + 70) * 1_000);
    assert.equal(left({ days: { ...tally, all: 7 } }, [day, day]), (40 + 70 + 70) * 1_000);
  });

  it('is no shorter than that of the slowest day under way', () => {
    assert.equal(left({}, [day, { ...day, leftMs: 3_600_000 }]), 3_600_000);
  });

  it('is not said while it is paused, or a day with something left stands still', () => {
    const pause = { note: 'an audit', since: '2026-11-26T10:00:00.000Z' };
    const still = { ...day, lately: { items: 0, copies: 0, ms: 60_000 } };
    const young = { ...day, lately: { items: 0, copies: 0, ms: 59_000 } };
    const empty = { ...still, slice: { index: 1, of: 1 }, items: { seen: 0, done: 0 } };
    assert.equal(left({ paused: pause }, [day, day]), undefined);
    assert.equal(left({}, [day, { ...day, paused: pause }]), undefined);
    assert.equal(left({}, [day, still]), undefined);
    assert.notEqual(left({}, [day, young]), undefined);
    assert.notEqual(left({}, [day, empty]), undefined);
  });

  it('is not said where the last days are under way and one of them has not answered', () => {
    const last = { ...tally, all: 4 };
    assert.equal(left({ days: last }, [day]), undefined);
    assert.notEqual(left({ days: last }, [day, day]), undefined);
    assert.notEqual(left({}, [day]), undefined, 'others wait, of which nobody knows either');
  });

  it('is not said before any day is listed or any item done, nor by programs that tell no pace', () => {
    const { lately: _lately, leftMs: _leftMs, ...older } = day;
    assert.equal(left({ days: { ...tally, done: 0 }, items: { seen: 0, done: 0 } }, [QUIET]), undefined);
    assert.equal(left({}, []), undefined);
    assert.equal(left({}, [older, older]), undefined);
  });
});

describe('the part of a backfill that is done', () => {
  const of = (backfill: Partial<Progress>, days: Progress[]) =>
    shownFraction(withDaysInHand({ ...QUIET, ...backfill }, days));
  const tally = { all: 4, done: 3, running: 1, troubled: 0 };

  it('is that of its items, however many days they are in', () => {
    const large: Progress = { ...QUIET, items: { seen: 200, done: 70, total: 970 } };
    assert.equal(of({ days: tally, items: { seen: 30, done: 30 } }, [large]), 0.1);
  });

  it('is that of its days while no item is known', () => {
    assert.equal(of({ days: tally }, [QUIET]), 0.75);
    assert.equal(of({ days: { ...tally, done: 0 } }, [QUIET]), 0);
  });

  it('of a run is that of the run', () => {
    assert.equal(shownFraction({ ...QUIET, items: { seen: 40, done: 30 } }), 0.75);
  });
});
