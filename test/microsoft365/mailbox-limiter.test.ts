import assert from 'node:assert/strict';
import { MailboxLimiter } from '../../src/microsoft365/mailbox-limiter.js';
import { gate, never } from './support.js';

/** Starts calls that wait for their gate and counts those running. */
function busyCalls(limiter: MailboxLimiter, mailboxes: string[]) {
  const { opened, open } = gate();
  let running = 0;
  const ended = mailboxes.map((mailbox) =>
    limiter.run(mailbox, never(), async () => {
      running += 1;
      await opened;
    }),
  );
  return { open, ended: Promise.all(ended), running: () => running };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('MailboxLimiter', () => {
  it('lets three calls at a time into a mailbox', async () => {
    const calls = busyCalls(new MailboxLimiter(), ['a', 'a', 'a', 'a', 'a']);
    await settled();
    assert.equal(calls.running(), 3);
    calls.open();
    await calls.ended;
    assert.equal(calls.running(), 5);
  });

  it('holds up no mailbox for another', async () => {
    const calls = busyCalls(new MailboxLimiter(), ['a', 'a', 'a', 'a', 'b', 'b']);
    await settled();
    assert.equal(calls.running(), 5);
    calls.open();
    await calls.ended;
  });

  it('lets a waiting caller go when its signal fires, and its call never starts', async () => {
    const limiter = new MailboxLimiter();
    const calls = busyCalls(limiter, ['a', 'a', 'a']);
    const controller = new AbortController();
    let hasStarted = false;
    const waiting = limiter.run('a', controller.signal, async () => {
      hasStarted = true;
    });
    controller.abort(new Error('canceled'));
    await assert.rejects(waiting, { message: 'canceled' });
    calls.open();
    await calls.ended;
    await settled();
    assert(!hasStarted);
  });

  it('passes on what a call throws, and goes on', async () => {
    const limiter = new MailboxLimiter();
    const failing = Array.from({ length: 4 }, () =>
      limiter.run('a', never(), () => Promise.reject(new Error('no'))),
    );
    const results = await Promise.allSettled(failing);
    assert(results.every(({ status }) => status === 'rejected'));
    assert.equal(await limiter.run('a', never(), () => Promise.resolve('next')), 'next');
  });

  it('lets no more than three uploads and other calls at a time into a mailbox', async () => {
    const limiter = new MailboxLimiter();
    const calls = busyCalls(limiter, ['a', 'a', 'a']);
    await settled();
    let started = false;
    const upload = limiter.upload('a', 1_000, never(), async () => void (started = true));
    await settled();
    assert.equal(started, false);
    calls.open();
    await Promise.all([calls.ended, upload]);
    assert.equal(started, true);
  });

  it('waits for an upload that has started, though its caller is canceled', async () => {
    const { opened, open } = gate();
    const canceled = new AbortController();
    let outcome = 'open';
    const upload = new MailboxLimiter()
      .upload('a', 1_000, canceled.signal, () => opened)
      .then(() => (outcome = 'done'));
    await settled();
    canceled.abort();
    await settled();
    assert.equal(outcome, 'open');
    open();
    await upload;
  });

  it('starts no upload whose caller was canceled before its turn', async () => {
    const limiter = new MailboxLimiter();
    const calls = busyCalls(limiter, ['a', 'a', 'a']);
    const canceled = new AbortController();
    const upload = limiter.upload('a', 1_000, canceled.signal, async () => assert.fail('it was started'));
    await settled();
    canceled.abort(new Error('canceled'));
    calls.open();
    await assert.rejects(upload, { message: 'canceled' });
    await calls.ended;
  });
});
