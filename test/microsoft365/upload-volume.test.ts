import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { UploadVolume, waitFor, type Sent } from '../../src/microsoft365/upload-volume.js';

const LIMIT = 140_000_000;
const WINDOW_MS = 300_000;

describe('the upload volume of a mailbox', () => {
  it('is never exceeded in any five minutes, and nothing waits longer than it must', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4_000_000 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 20_000 }), (all, pauseMs) => {
        const sent: Sent[] = [];
        let now = 0;
        for (const bytes of all) {
          now += pauseMs;
          const recent = () => sent.filter(({ at }) => at > now - WINDOW_MS);
          const waitMs = waitFor(recent(), bytes, now);
          if (waitMs > 0) {
            now += waitMs - 1;
            assert.ok(waitFor(recent(), bytes, now) > 0, 'a millisecond earlier it was still too much');
            now += 1;
          }
          sent.push({ at: now, bytes });
          assert.ok(recent().reduce((sum, each) => sum + each.bytes, 0) <= LIMIT);
        }
      }),
    );
  });

  it('holds up no other mailbox, and lets a caller go whose signal fires', async () => {
    const volume = new UploadVolume();
    const never = new AbortController().signal;
    await volume.take('a', LIMIT, never);
    await volume.take('b', LIMIT, never);
    const leaving = new AbortController();
    const waiting = volume.take('a', 1, leaving.signal);
    leaving.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('lets a request pass that is larger by itself', () => {
    assert.equal(waitFor([], LIMIT + 1, 0), 0);
  });
});
