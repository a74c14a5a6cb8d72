import assert from 'node:assert/strict';
import { format, inspect } from 'node:util';
import { Secret } from '../src/secret.js';

describe('a secret', () => {
  const secret = new Secret('tm-canary-1');

  it('is revealed only by asking for it', () => {
    assert.equal(secret.reveal(), 'tm-canary-1');
  });

  it('shows in no log, template, JSON or stack of objects', () => {
    const seen = [
      `the password ${String(secret)}`,
      JSON.stringify({ a: [secret] }),
      inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
      format('%s %o %O %j', secret, secret, secret, { secret }),
      JSON.stringify(Object.entries(secret)),
    ].join('\n');
    assert.match(seen, /\[secret\]/);
    assert.doesNotMatch(seen, /canary/);
  });
});
