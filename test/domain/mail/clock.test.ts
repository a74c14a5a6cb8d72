import assert from 'node:assert/strict';
import { localClock, utcClock } from '../../../src/domain/mail/clock.js';

describe('a time in a mail', () => {
  it('is in UTC, and in the zone asked for beside it', () => {
    assert.equal(utcClock('2026-03-03T09:15:27.999Z'), 'Tue, 03 Mar 2026 09:15:27 UTC');
    assert.equal(
      localClock('Europe/Berlin')('2026-03-03T09:15:27.999Z'),
      'Tue, 03 Mar 2026 09:15:27 UTC (10:15:27 Europe/Berlin)',
    );
  });

  it('names the day there where it is another one', () => {
    assert.equal(
      localClock('Asia/Tokyo')('2026-12-31T15:30:00Z'),
      'Thu, 31 Dec 2026 15:30:00 UTC (Fri, 01 Jan 2027 00:30:00 Asia/Tokyo)',
    );
    assert.equal(
      localClock('America/New_York')('2026-03-01T02:00:00Z'),
      'Sun, 01 Mar 2026 02:00:00 UTC (Sat, 28 Feb 2026 21:00:00 America/New_York)',
    );
  });

  it('follows summer time', () => {
    const london = localClock('Europe/London');
    assert.match(london('2026-03-29T00:59:59Z'), /\(00:59:59 Europe\/London\)$/);
    assert.match(london('2026-03-29T01:00:00Z'), /\(02:00:00 Europe\/London\)$/);
  });

  it('that is no time is shown as it is', () => {
    assert.equal(utcClock('57300-06-03T18:46:03Z'), '57300-06-03T18:46:03Z');
    assert.equal(localClock('Europe/Berlin')('yesterday'), 'yesterday');
    assert.match(utcClock('+057300-06-03T18:46:03Z'), /57300 18:46:03 UTC$/);
  });
});
