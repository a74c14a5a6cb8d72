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

  it('are not repeated with the same secret for ten minutes, and then it says when one may', async () => {
    await assert.rejects(attempt('1'), { code: 'SourceRefusedLogin' });
    now += 7 * MINUTE_MS;
    await assert.rejects(attempt('1'), refused(/give another one; .* again in 3 min\.$/));
    assert.equal(calls, 1);
    now += 3 * MINUTE_MS;
    assert.equal(await attempt('1', 'anna', null), 'account', 'the site has unlocked it');
  });

  it('are two also where a dozen come at once', async () => {
    const attempts = Array.from({ length: 12 }, async (_, at) => await attempt(String(at % 3)));
    const outcomes = await Promise.allSettled(attempts);
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    assert.equal(calls, 2);
  });

  it('are two in ten minutes for each user, and then it says when one may try again', async () => {
    await assert.rejects(attempt('1'));
    now += MINUTE_MS;
    await assert.rejects(attempt('2'));
    now += MINUTE_MS;
    await assert.rejects(attempt('3', 'anna', null), refused(/in 8 min,/));
    assert.equal(calls, 2);
    assert.equal(await attempt('3', 'ben', null), 'account', 'control: another user');
    now += 8 * MINUTE_MS;
    assert.equal(await attempt('3', 'anna', null), 'account');
  });

  it('say in a line of their own how many are left, and after the last when one may try again', async () => {
    const refusal = (saysTriesLeft: boolean, version: string) => async () => {
      const login = { address: 'https://a.example', user: String(saysTriesLeft), version };
      const nextStep = 'Correct it.';
      const call = () => Promise.reject(new ArchiveError('SourceRefusedLogin', 'Refused.', { nextStep }));
      await tries.guard(login, call, { saysTriesLeft });
    };
    const message = 'Refused.\nTries left in the next 10 minutes: ';
    await assert.rejects(refusal(true, '1'), { message: `${message}1.`, nextStep: 'Correct it.' });
    now += 3 * MINUTE_MS;
    await assert.rejects(refusal(true, '2'), { message: `${message}0.`, nextStep: /^Try again in 7 min,/ });
    await assert.rejects(refusal(false, '1'), { message: 'Refused.' });
    await assert.rejects(refusal(false, '2'), { message: 'Refused.', nextStep: 'Correct it.' });
  });

  describe('while the same secret is being tried', () => {
    it('wait for what the site says, and are refused with it', async () => {
      const outcomes = await Promise.allSettled([attempt('1'), attempt('1'), attempt('1')]);
      const messages = outcomes.map((each) => each.status === 'rejected' && each.reason.message);
      assert.deepEqual(messages, ['Refused.', 'Refused.', 'Refused.']);
      assert.equal(calls, 1);
    });

    it('go on with their own where the site lets it in or does not answer: their settings may be others', async () => {
      const twice = async (code: 'Throttled' | null) =>
        await Promise.allSettled([attempt('1', 'anna', code), attempt('1', 'anna', null)]);
      assert.deepEqual(
        (await twice(null)).map(({ status }) => status),
        ['fulfilled', 'fulfilled'],
      );
      assert.deepEqual(
        (await twice('Throttled')).map(({ status }) => status),
        ['rejected', 'fulfilled'],
      );
      assert.equal(calls, 4);
    });
  });

  it('are not counted where the site has not said no to the login', async () => {
    for (const version of ['1', '2', '3'])
      await assert.rejects(attempt(version, 'anna', 'Throttled'), { code: 'Throttled' });
    assert.equal(await attempt('1', 'anna', null), 'account');
    assert.equal(await attempt('1', 'anna', null), 'account', 'nor where it said yes');
  });
});
