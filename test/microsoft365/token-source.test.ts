import assert from 'node:assert/strict';
import { TokenSource } from '../../src/microsoft365/token-source.js';
import { gate, never } from './support.js';

const HOUR_MS = 3_600_000;

function source(lifetimeMs = HOUR_MS) {
  let logins = 0;
  const tokens = new TokenSource(async () => {
    logins += 1;
    return { token: `token-${logins}`, expiresOnTimestamp: Date.now() + lifetimeMs };
  });
  return { tokens, logins: () => logins };
}

describe('TokenSource', () => {
  it('logs in once for calls at the same time and for those that follow', async () => {
    const { tokens, logins } = source();
    const got = await Promise.all(Array.from({ length: 30 }, () => tokens.token(never())));
    assert.deepEqual(new Set([...got, await tokens.token(never())]), new Set(['token-1']));
    assert.equal(logins(), 1);
  });

  it('renews a token that could run out during a call', async () => {
    const { tokens } = source(50_000);
    await tokens.token(never());
    assert.equal(await tokens.token(never()), 'token-2');
  });

  it('keeps a token that replaced the refused one already', async () => {
    const { tokens, logins } = source();
    const refused = await tokens.token(never());
    tokens.forget(refused);
    assert.equal(await tokens.token(never()), 'token-2');
    tokens.forget(refused);
    assert.equal(await tokens.token(never()), 'token-2');
    assert.equal(logins(), 2);
  });

  it('tries again after a login that failed', async () => {
    const answers = [
      Promise.reject(new Error('no')),
      Promise.resolve({ token: 'yes', expiresOnTimestamp: Infinity }),
    ];
    const tokens = new TokenSource(() => answers.shift() ?? Promise.reject(new Error('too often')));
    await assert.rejects(tokens.token(never()), { message: 'no' });
    assert.equal(await tokens.token(never()), 'yes');
  });

  it('ends the wait of the caller who is canceled, not that of the others', async () => {
    const { opened, open } = gate();
    const tokens = new TokenSource(() => opened.then(() => ({ token: 'yes', expiresOnTimestamp: Infinity })));
    const controller = new AbortController();
    const [canceled, other] = [tokens.token(controller.signal), tokens.token(never())];
    controller.abort(new Error('canceled'));
    await assert.rejects(canceled, { message: 'canceled' });
    await assert.rejects(tokens.token(controller.signal), { message: 'canceled' });
    open();
    assert.equal(await other, 'yes');
  });
});
