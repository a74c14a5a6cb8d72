import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  daysOf,
  hoursInside,
  isEmpty,
  lookbackOf,
  mergeWindows,
  parseInstant,
  slicesOf,
  windowOf,
  type Window,
} from '../../src/domain/window.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const instantMs = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2100-01-01') });
/** Up to forty days long, or empty, or the wrong way round. */
const window = fc
  .tuple(instantMs, fc.integer({ min: -DAY_MS, max: 40 * DAY_MS }))
  .map(([fromMs, lengthMs]) => windowOf(fromMs, fromMs + lengthMs));

const lengthMs = ({ from, to }: Window) => Date.parse(to) - Date.parse(from);

/** Without a gap and without an overlap; of an empty window there are none. */
function assertTiles(parts: Window[], whole: Window): void {
  if (isEmpty(whole)) return assert.deepEqual(parts, []);
  assert.equal(parts[0]?.from, whole.from);
  assert.equal(parts.at(-1)?.to, whole.to);
  for (const [index, part] of parts.entries()) {
    assert.ok(lengthMs(part) > 0);
    if (index > 0) assert.equal(part.from, parts[index - 1]?.to);
  }
}

describe('a window', () => {
  it('is empty where it ends when it begins, or before', () => {
    fc.assert(fc.property(window, (any) => assert.equal(isEmpty(any), lengthMs(any) <= 0)));
  });

  it('falls into slices of a day at most, without a gap or an overlap', () => {
    fc.assert(
      fc.property(window, (whole) => {
        const slices = slicesOf(whole);
        assertTiles(slices, whole);
        for (const slice of slices) assert.ok(lengthMs(slice) <= DAY_MS);
        // No more of them than there must be: each costs a listing.
        assert.equal(slices.length, Math.max(0, Math.ceil(lengthMs(whole) / DAY_MS)));
      }),
    );
  });

  it('has every whole hour inside it and neither of its ends', () => {
    fc.assert(
      fc.property(window, (whole) => {
        const hours = hoursInside(whole).map((hour) => Date.parse(hour));
        const [first = Date.parse(whole.to), last = first] = [hours[0], hours.at(-1)];
        assert.ok(hours.every((hour, index) => hour === first + index * HOUR_MS && hour % HOUR_MS === 0));
        if (isEmpty(whole)) return assert.deepEqual(hours, []);
        assert.ok(first > Date.parse(whole.from) && first - Date.parse(whole.from) <= HOUR_MS);
        if (hours.length > 0)
          assert.ok(last < Date.parse(whole.to) && last + HOUR_MS >= Date.parse(whole.to));
      }),
    );
  });

  it('merges with those it meets, and what it covers stays the same', () => {
    const some = fc.array(
      fc
        .tuple(fc.nat(40), fc.integer({ min: 1, max: 10 }))
        .map(([from, hours]) => windowOf(from * HOUR_MS, (from + hours) * HOUR_MS)),
      { maxLength: 8 },
    );
    const covers = (windows: Window[], hour: number) =>
      windows.some(({ from, to }) => Date.parse(from) <= hour && hour < Date.parse(to));
    fc.assert(
      fc.property(some, (windows) => {
        const merged = mergeWindows(windows);
        for (let hour = 0; hour < 60 * HOUR_MS; hour += HOUR_MS)
          assert.equal(covers(merged, hour), covers(windows, hour));
        for (const [index, { from }] of merged.entries())
          assert.ok(index === 0 || from > (merged[index - 1]?.to ?? ''));
      }),
    );
  });

  it('falls into calendar days in UTC, without a gap or an overlap', () => {
    fc.assert(
      fc.property(window, (whole) => {
        const days = daysOf(whole);
        assertTiles(days, whole);
        for (const { from, to } of days) {
          const last = new Date(Date.parse(to) - 1).toISOString();
          assert.equal(last.slice(0, 10), from.slice(0, 10));
        }
        for (const { to } of days.slice(0, -1)) assert.match(to, /T00:00:00\.000Z$/);
      }),
    );
  });

  it('has a lookback of so many hours that ends where it begins', () => {
    fc.assert(
      fc.property(window, fc.integer({ min: 0, max: 240 }), (whole, hours) => {
        const back = lookbackOf(whole, hours);
        assert.equal(back.to, whole.from);
        assert.equal(lengthMs(back), hours * HOUR_MS);
      }),
    );
  });
});

describe('a date or an instant as people write it', () => {
  for (const [text, instant] of [
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-11-01T12:00:00Z', '2026-11-01T12:00:00.000Z'],
    ['2026-11-01T12:00:00+05:30', '2026-11-01T06:30:00.000Z'],
  ] as const) {
    it(`${text} means ${instant}`, () => assert.equal(parseInstant(text), instant));
  }

  for (const text of [
    '2026-02-31',
    '2025-02-29',
    '2026-11-1',
    '01.11.2026',
    '2026-11-01T12:00:00',
    'today',
    '',
  ]) {
    it(`"${text}" means none`, () => assert.equal(parseInstant(text), undefined));
  }
});
