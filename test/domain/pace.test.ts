import assert from 'node:assert/strict';
import {
  durationText,
  fractionDone,
  latelyEnded,
  latelyOf,
  paceOf,
  rateOf,
  timeLeft,
  withEnded,
  withMark,
  type EndedDay,
  type Mark,
} from '../../src/domain/pace.js';

const phase = 'archiving' as const;
const at = (seconds: number, items: number): Mark => ({ atMs: seconds * 1_000, items, copies: items * 2 });

describe('the pace of a run', () => {
  it('is that of the last five minutes, however long it stood still before', () => {
    let marks: Mark[] = [at(0, 0)];
    for (let second = 0; second <= 86_400; second += 20) marks = withMark(marks, at(second, 10));
    for (let second = 0; second <= 300; second += 5)
      marks = withMark(marks, at(86_400 + second, 10 + 3 * second));
    assert.deepEqual(paceOf(latelyOf(marks, at(86_700, 910))), { items: 3, copies: 6 });
    assert.ok(marks.length <= 22, `${marks.length} marks`);
  });

  it('is that since the beginning while that is shorter ago', () => {
    assert.deepEqual(paceOf(latelyOf([at(0, 0)], at(20, 40))), { items: 2, copies: 4 });
  });

  it('falls to nothing while nothing is done', () => {
    const marks = withMark([at(0, 0)], at(60, 100));
    assert.equal(paceOf(latelyOf(marks, at(3_600, 100)))?.items, 0);
  });

  it('is not known in the first seconds, nor where the clock was set back', () => {
    for (const now of [at(10, 5), at(5, 5), at(19.9, 5)])
      assert.equal(paceOf(latelyOf([at(10, 0)], now)), undefined);
    assert.equal(paceOf(latelyOf([], at(10, 5))), undefined);
  });

  it('is shown in copies per second from the first of them on', () => {
    assert.deepEqual([rateOf(latelyOf([at(0, 0)], at(3, 5))), rateOf(latelyOf([], at(0, 0)))], [3.3, 0]);
  });

  it('keeps no mark that is close to the one before', () => {
    const marks = [at(0, 0)];
    assert.deepEqual(withMark(marks, at(14, 5)), marks);
    assert.deepEqual(withMark(marks, at(15, 5)), [...marks, at(15, 5)]);
  });
});

describe('the pace of a backfill, by the days that have ended', () => {
  const ended = (atS: number, seconds: number, items: number): EndedDay => ({
    items,
    copies: items * 2,
    ms: seconds * 1_000,
    atMs: atS * 1_000,
  });

  it('is that of the last minutes, however long ago others went', () => {
    const days = [ended(100, 100, 1_000), ended(990, 20, 10), ended(1_000, 10, 20)];
    assert.deepEqual(latelyEnded(days, 1_000_000), { items: 30, copies: 60, ms: 30_000 });
    assert.deepEqual(latelyEnded(days, 9_000_000), { items: 0, copies: 0, ms: 0 });
  });

  it('takes of a day of hours no more than of the days beside it', () => {
    assert.deepEqual(latelyEnded([ended(3_600, 3_000, 500)], 3_600_000), {
      items: 50,
      copies: 100,
      ms: 300_000,
    });
  });

  it('keeps a few of them', () => {
    let days: EndedDay[] = [];
    for (let at = 0; at < 50; at += 1) days = withEnded(days, ended(at, 1, 1));
    assert.deepEqual([days.length, days.at(-1)?.atMs], [10, 49_000]);
  });
});

describe('the time left', () => {
  const minute = (items: number) => ({ items, copies: items * 2, ms: 60_000 });
  const inPart = (index: number, of: number, items: { seen: number; done: number; total?: number }) =>
    timeLeft({ phase, slice: { index, of }, items }, minute(120));

  it('counts what the source still has to list', () => {
    assert.equal(inPart(0, 1, { seen: 200, done: 100 }), 50_000);
    assert.equal(inPart(0, 1, { seen: 200, done: 100, total: 700 }), 300_000);
  });

  it('takes the parts to come for as full as those so far', () => {
    assert.equal(inPart(0, 10, { seen: 100, done: 50 }), 475_000);
    assert.equal(inPart(9, 10, { seen: 100, done: 50 }), 25_000);
  });

  it('is not known in the first seconds, while nothing gets done, before the run is opened, and when all is done', () => {
    const progress = { phase, slice: { index: 0, of: 1 }, items: { seen: 40, done: 10 } };
    assert.equal(timeLeft(progress, { items: 20, copies: 40, ms: 9_999 }), undefined);
    assert.equal(timeLeft(progress, minute(0)), undefined);
    assert.equal(timeLeft({ phase, slice: null, items: { seen: 0, done: 0 } }, minute(120)), undefined);
    assert.equal(inPart(0, 1, { seen: 40, done: 40 }), undefined);
  });

  it('is said in seconds, minutes or hours', () => {
    const texts = [41_000, 119_000, 120_000, 2_280_000, 7_200_000, 61_200_000].map(durationText);
    assert.deepEqual(texts, ['41 s', '119 s', '2 min', '38 min', '2 h', '17 h']);
  });
});

describe('the part of a run that is done', () => {
  it('is none at first, all at last, and between them that of the expected items', () => {
    const of = (done: number, total?: number) =>
      fractionDone({ phase, slice: { index: 1, of: 2 }, items: { seen: 40, done, ...(total && { total }) } });
    assert.deepEqual([of(0), of(10), of(10, 80), of(40)], [0, 0.25, 0.125, 1]);
  });

  it('is none, and nobody knows how long it takes, before the source lists what is new', () => {
    const done = { slice: { index: 0, of: 1 }, items: { seen: 40, done: 30 } };
    const before = [
      { phase, isLookback: true, ...done },
      { phase: 'open-items', ...done },
    ] as const;
    for (const extent of before) {
      assert.equal(fractionDone(extent), 0);
      assert.equal(timeLeft(extent, { items: 120, copies: 240, ms: 60_000 }), undefined);
    }
    const alone = { phase: 'open-items', ...done, slice: { index: 0, of: 0 } } as const;
    assert.equal(fractionDone(alone), 0.75);
  });
});
