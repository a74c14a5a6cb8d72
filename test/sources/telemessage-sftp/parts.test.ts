import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readAttachmentId, writeAttachmentId } from '../../../src/sources/telemessage-sftp/attachment-id.js';
import { ByteBudget } from '../../../src/sources/telemessage-sftp/byte-budget.js';
import { parsePage } from '../../../src/sources/telemessage-sftp/page.js';
import { PrivateKey } from '../../../src/sources/telemessage-sftp/private-key.js';
import { Credentials, patience } from './fixture.js';

describe('a budget of bytes', () => {
  it('lets in as many as fit, and the next in their order', async () => {
    const budget = new ByteBudget(10);
    const order: string[] = [];
    const enter = async (name: string, bytes: number) => {
      const giveBack = await budget.take(bytes, patience());
      order.push(name);
      return giveBack;
    };
    const [first, second] = await Promise.all([enter('a', 6), enter('b', 4)]);
    const waiting = [enter('large', 9), enter('small', 1)];
    second();
    // One that would fit does not pass one that waits: the large one would never have its turn.
    assert.deepEqual(order, ['a', 'b']);
    first();
    await Promise.all(waiting);
    assert.deepEqual(order, ['a', 'b', 'large', 'small']);
  });

  it('gives itself whole to one who asks for more', async () => {
    const budget = new ByteBudget(10);
    (await budget.take(1_000, patience()))();
    assert.ok(await budget.take(10, patience()));
  });

  it('takes back only what it gave, however often', async () => {
    const budget = new ByteBudget(10);
    const giveBack = await budget.take(10, patience());
    giveBack();
    giveBack();
    await budget.take(10, patience());
    await assert.rejects(budget.take(1, AbortSignal.timeout(20)));
  });

  it('forgets who no longer waits, and lets the next one in', async () => {
    const budget = new ByteBudget(10);
    const giveBack = await budget.take(5, patience());
    const impatient = new AbortController();
    const left = budget.take(10, impatient.signal);
    const next = budget.take(5, patience());
    impatient.abort(new Error('canceled'));
    await assert.rejects(left, { message: 'canceled' });
    assert.ok(await next);
    giveBack();
  });
});

describe('the id of an attachment', () => {
  it('comes back as the place it was made of', () => {
    const place = { zip: 'a.zip', entry: 'b "c".eml', index: 3, isWhole: true };
    assert.deepEqual(readAttachmentId(writeAttachmentId(place)), place);
  });

  it('of another source is unavailable', () => {
    for (const id of ['', 'a-1', '[]', '["a","b",-1,true]', '{"zip":"a"}'])
      assert.throws(() => readAttachmentId(id), { code: 'AttachmentUnavailable' });
  });
});

describe('a staged page of drops', () => {
  it('that is none of ours is refused', () => {
    for (const text of [
      '',
      '[]',
      '{"records":[]}',
      '{"records":[],"nextCursor":"","windowCount":0,"faults":[]}',
    ])
      assert.throws(() => parsePage(Buffer.from(text)), { code: 'SourceAnswerInvalid' });
  });
});

describe('the key for encrypted bodies', () => {
  const pem = (type: 'rsa' | 'ec') =>
    (type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
    ).privateKey
      .export({ type: 'pkcs8', format: 'pem' })
      .toString();
  const read = async (value: string, name: string | undefined = 'decryption') =>
    await new PrivateKey(name, new Credentials({ decryption: value }).secrets).read();

  it('is none where the connector names none', async () => {
    const { secrets } = new Credentials();
    assert.equal(await new PrivateKey(undefined, secrets).read(), undefined);
  });

  it('is a private RSA key in PEM', async () => {
    assert.equal((await read(pem('rsa')))?.asymmetricKeyType, 'rsa');
  });

  it('is refused where the secret holds something else, and not shown', async () => {
    for (const value of [
      'canary',
      pem('ec'),
      '-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----',
    ])
      await assert.rejects(
        read(value),
        ({ code, message }: Error & { code?: string }) => code === 'SecretInvalid' && !/canary/.test(message),
      );
  });
});
