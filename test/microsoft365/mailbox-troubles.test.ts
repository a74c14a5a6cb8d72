import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import { MailboxTroubles } from '../../src/microsoft365/mailbox-troubles.js';
import type { Mailboxes } from '../../src/microsoft365/microsoft365.js';
import { watchedMailboxes } from '../../src/microsoft365/watched-mailboxes.js';

const SECOND = 1_000;
const MINUTE = 60_000;

describe('a mailbox that refuses', () => {
  let nowMs: number;
  let troubles: MailboxTroubles;

  beforeEach(() => {
    nowMs = 1_000_000;
    troubles = new MailboxTroubles(() => nowMs);
  });

  /** Refuses every so often for a while, as retries meet it, while another mailbox is served or not. */
  function refuse(forMs: number, { everyMs = MINUTE, isOtherServed = true } = {}): void {
    for (const endMs = nowMs + forMs; ; nowMs += everyMs) {
      troubles.refused('box');
      if (isOtherServed) troubles.taken('other');
      if (nowMs >= endMs) return;
    }
  }

  const advice = (isLastRound = false) => troubles.advice('box', isLastRound);

  it('is called as always for five minutes, then left for later', () => {
    refuse(5 * MINUTE);
    assert.equal(advice(), 'call');
    nowMs += 1;
    assert.equal(advice(), 'give up');
    assert.equal(troubles.isInTrouble('box', false), true);
  });

  it('holds up no other', () => {
    refuse(30 * MINUTE);
    assert.equal(troubles.advice('other', false), 'call');
    assert.equal(troubles.isInTrouble('other', false), false);
  });

  it('in trouble is asked by one copy a minute', () => {
    refuse(6 * MINUTE);
    assert.equal(advice(), 'give up');
    nowMs += MINUTE;
    assert.deepEqual([advice(), advice(), advice()], ['call', 'give up', 'give up']);
    nowMs += 59 * SECOND;
    assert.equal(advice(), 'give up');
    nowMs += SECOND;
    assert.equal(advice(), 'call');
  });

  it('is well as soon as it takes something', () => {
    refuse(6 * MINUTE);
    troubles.taken('box');
    assert.equal(advice(), 'call');
    troubles.refused('box');
    nowMs += 4 * MINUTE;
    assert.equal(advice(), 'call');
  });

  it('that asks for longer than five minutes is left for later at once, and not asked before', () => {
    troubles.refused('box', 20 * MINUTE);
    assert.equal(advice(), 'give up');
    nowMs += 19 * MINUTE;
    assert.equal(advice(), 'give up');
    nowMs += MINUTE;
    assert.equal(advice(), 'call');
    assert.equal(advice(), 'give up');
  });

  it('that asks for less is called as the retries come', () => {
    troubles.refused('box', 4 * MINUTE);
    assert.equal(advice(), 'call');
  });

  it('is not given up while no mailbox is served at all, for an hour: that is Graph', () => {
    refuse(60 * MINUTE, { isOtherServed: false });
    assert.equal(advice(), 'call');
    nowMs += 1;
    assert.equal(advice(), 'give up');
  });

  it('has an hour from the beginning of the last round, and is asked when its time has come', () => {
    refuse(6 * MINUTE);
    assert.equal(advice(true), 'call');
    troubles.refused('box', 20 * MINUTE);
    assert.deepEqual(advice(true), { waitMs: 20 * MINUTE });
    nowMs += 20 * MINUTE;
    assert.equal(advice(true), 'call');
    refuse(40 * MINUTE);
    assert.equal(advice(true), 'call');
    nowMs += 1;
    assert.equal(advice(true), 'give up');
  });

  it('has that hour also after many in which it has refused, and then takes all of the last round', () => {
    refuse(180 * MINUTE);
    const copies = Array.from({ length: 40 }, () => advice(true));
    assert.deepEqual(new Set(copies), new Set(['call']));
    assert.equal(advice(), 'give up');
  });

  it('and has used up its hour is asked by one copy, for which the others of the last round wait', () => {
    refuse(6 * MINUTE);
    assert.equal(advice(true), 'call');
    refuse(61 * MINUTE);
    assert.equal(advice(true), 'give up');
    nowMs += MINUTE;
    assert.deepEqual([advice(true), advice(true), advice()], ['call', { waitMs: MINUTE }, 'give up']);
    nowMs += SECOND;
    troubles.taken('box');
    assert.equal(advice(true), 'call');
  });

  it('and refuses that copy too is given up by all of them', () => {
    refuse(6 * MINUTE);
    advice(true);
    refuse(61 * MINUTE);
    nowMs += MINUTE;
    assert.deepEqual([advice(true), advice(true)], ['call', { waitMs: MINUTE }]);
    nowMs += SECOND;
    troubles.refused('box');
    assert.equal(advice(true), 'give up');
    nowMs += 59 * SECOND;
    assert.equal(advice(true), 'give up');
  });

  it('and leaves that copy without an answer is asked by another one a minute later', () => {
    refuse(6 * MINUTE);
    advice(true);
    refuse(61 * MINUTE);
    nowMs += MINUTE;
    assert.deepEqual([advice(true), advice(true)], ['call', { waitMs: MINUTE }]);
    nowMs += MINUTE;
    assert.deepEqual([advice(true), advice(true)], ['call', { waitMs: MINUTE }]);
  });

  it('and answers that it is full or gone is asked by all of them at once', async () => {
    const full = new ArchiveError('MailboxFull', 'It is full.');
    const mailboxes = { createCopy: () => Promise.reject(full) } as unknown as Mailboxes;
    const watched = watchedMailboxes(mailboxes, troubles);
    refuse(6 * MINUTE);
    advice(true);
    refuse(61 * MINUTE);
    nowMs += MINUTE;
    assert.equal(advice(true), 'call');
    await assert.rejects(
      watched.createCopy('box', 'folder', {} as never, () => Promise.resolve()),
      full,
    );
    assert.deepEqual([advice(true), advice(true)], ['call', 'call']);
  });

  it('that asks for longer than the hour of the last round is left to the next run', () => {
    troubles.refused('box', 120 * MINUTE);
    assert.equal(advice(true), 'give up');
  });

  it('and then was not asked for long begins anew', () => {
    refuse(6 * MINUTE);
    nowMs += 10 * MINUTE + 1;
    assert.equal(advice(), 'call');
    troubles.refused('box');
    assert.equal(troubles.isInTrouble('box', false), false);
  });
});
