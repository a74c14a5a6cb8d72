import assert from 'node:assert/strict';
import { retryDelayMs } from '../../src/domain/retry-delay.js';

describe('the time until the next try', () => {
  it('doubles from a second up to five minutes', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50, 5_000].map((attempt) => retryDelayMs(attempt) / 1_000);
    assert.deepEqual(delays, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });

  it('is what the service has asked for, however long or short, whole milliseconds', () => {
    assert.equal(retryDelayMs(1, 86_400_000), 86_400_000);
    assert.equal(retryDelayMs(50, 0.5), 1);
  });

  it('is our own where the service says "at once" or a time that has passed', () => {
    assert.equal(retryDelayMs(3, 0), 4_000);
    assert.equal(retryDelayMs(3, -600_000), 4_000);
  });
});
