import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import { RefusedTries } from '../../src/operations/refused-tries.js';

const MINUTE_MS = 60_000;

describe('tries of a login that a site refuses', () => {
  let now = 0;
  let calls = 0;
  let tries: RefusedTries;
  beforeEach(() => {
    [now, calls] = [Date.parse('2026-11-26T09:00:00Z'), 0];
    tries = new RefusedTries(() => now);
  });

  const attempt = async (
    version: string,
    user = 'anna',
    code: 'SourceRefusedLogin' | 'Throttled' | null = 'SourceRefusedLogin',
  ) =>
    await tries.guard({ address: 'https://a.example', user, version }, async () => {
      calls += 1;
      if (code) throw new ArchiveError(code, 'Refused.');
      return await Promise.resolve('account');
    });
  const refused = (nextStep: RegExp) => ({ code: 'SourceRefusedLogin', nextStep });

  it('are never repeated with the same secret, for a day', async () => {
    await assert.rejects(attempt('1'), refused(/Tries left in the next 10 minutes: 1\.$/));
    now += 23 * 60 * MINUTE_MS;
    await assert.rejects(attempt('1'), refused(/give another one/));
    assert.equal(calls, 1);
    now += 2 * 60 * MINUTE_MS;
    assert.equal(await attempt('1', 'anna', null), 'account');
  });

  it('are two in ten minutes for each user, and then it says when one may try again', async () => {
    await assert.rejects(attempt('1'));
    now += MINUTE_MS;
    await assert.rejects(attempt('2'), refused(/minutes: 0\.$/));
    now += MINUTE_MS;
    await assert.rejects(attempt('3', 'anna', null), refused(/in 8 minutes/));
    assert.equal(calls, 2);
    assert.equal(await attempt('3', 'ben', null), 'account', 'control: another user');
    now += 8 * MINUTE_MS;
    assert.equal(await attempt('3', 'anna', null), 'account');
  });

  it('are not counted where the site has not said no to the login', async () => {
    for (const version of ['1', '2', '3'])
      await assert.rejects(attempt(version, 'anna', 'Throttled'), { code: 'Throttled' });
    assert.equal(await attempt('1', 'anna', null), 'account');
  });
});
