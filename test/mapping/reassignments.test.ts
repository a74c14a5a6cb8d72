import assert from 'node:assert/strict';
import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';
import { reassignments } from '../../src/mapping/reassignments.js';
import { aRow, FOUND } from './fixture.js';

const NUMBER = '447700900123';
const JULY = '2026-07-01T00:00:00.000Z';
const NOW = '2026-11-20T12:00:00.000Z';
const LATER = '2027-01-01T00:00:00.000Z';

const row = (name: string, from?: string, to?: string) => aRow(NUMBER, `${name}@contoso.example`, from, to);

function refused(before: ReturnType<typeof row>[], after: ReturnType<typeof row>[], wasDelivered = true) {
  return reassignments({
    before: new MailboxMapping(before, { automatic: true }),
    after,
    users: FOUND,
    wasDelivered: () => wasDelivered,
    now: NOW,
  });
}

describe('a row that gives a number to another user', () => {
  it('is refused where it says nothing of a time, by its line and without the number', () => {
    assert.deepEqual(
      refused([row('ann')], [{ ...row('bob'), line: 7 }]).map(({ line, column, shown }) => [
        line,
        column,
        shown,
      ]),
      [[7, 'number', '999999999999']],
    );
  });

  it('is refused also where the former owner is deleted, or has no mailbox any more', () => {
    for (const former of ['deleted', 'no-mailbox', 'ambiguous', 'gone'])
      assert.equal(refused([row(former)], [row('bob')]).length, 1, former);
  });

  it('is refused where it ends one day, for it takes the whole past', () => {
    assert.equal(refused([row('ann')], [row('bob', '', LATER)]).length, 1);
  });

  it('is refused where the former row held for a part of the past', () => {
    assert.equal(refused([row('ann', JULY)], [row('bob')]).length, 1);
    assert.equal(refused([row('ann', '', JULY)], [row('bob')]).length, 1);
  });

  it('passes where it says from when, as when a number is handed over', () => {
    assert.deepEqual(refused([row('ann')], [row('ann', '', JULY), row('bob', JULY)]), []);
  });

  it('passes where another address leads to the same user', () => {
    assert.deepEqual(refused([row('ann')], [row('ann.alias')]), []);
    assert.deepEqual(refused([row('deleted')], [aRow(NUMBER, 'Deleted@contoso.example')]), []);
  });

  it('passes where the former row was yet to begin', () => {
    assert.deepEqual(refused([row('ann', LATER)], [row('bob')]), []);
  });

  it('passes where it mends an address that nobody has and nothing was delivered to', () => {
    assert.deepEqual(refused([row('an')], [row('ann')], false), []);
    assert.equal(refused([row('deleted')], [row('ann')], false).length, 1);
  });

  it('passes where the number had no row', () => {
    assert.deepEqual(refused([aRow('447700900456', 'ann@contoso.example')], [row('bob')]), []);
  });
});
