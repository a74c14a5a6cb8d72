import assert from 'node:assert/strict';
import { retryAfterMs } from '../../src/domain/retry-after.js';

describe('Retry-After', () => {
  const now = Date.parse('2026-11-20T09:00:00Z');

  const delays: [string | null, number | undefined][] = [
    ['0', 0],
    ['120', 120_000],
    ['86400', 86_400_000],
    ['999999999', 86_400_000],
    ['Fri, 20 Nov 2026 09:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 08:00:00 GMT', 0],
    ['Fri, 99 Nov 2026 09:00:30 GMT', undefined],
    [null, undefined],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['garbage 5', undefined],
  ];
  for (const [header, delayMs] of delays) {
    it(`of ${JSON.stringify(header)} means ${delayMs ?? 'no delay that we know'}`, () => {
      assert.equal(retryAfterMs(header, now), delayMs);
    });
  }
});
