import assert from 'node:assert/strict';
import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';
import { reassignments } from '../../src/mapping/reassignments.js';
import { aRow, FOUND } from './fixture.js';

const NUMBER = '447700900123';
const JUNE = '2026-06-01T00:00:00.000Z';
const JULY = '2026-07-01T00:00:00.000Z';
const NOW = '2026-11-20T12:00:00.000Z';
const LATER = '2027-01-01T00:00:00.000Z';

const row = (name: string, from?: string, to?: string) => aRow(NUMBER, `${name}@contoso.example`, from, to);

/** `delivered`: of each mailbox, when the first message that is there was sent. */
function refused(
  before: ReturnType<typeof row>[],
  after: ReturnType<typeof row>[],
  delivered: Record<string, string> = {},
) {
  const firsts = Object.entries(delivered).map(([mailbox, at]): [string, number] => [
    mailbox,
    Date.parse(at),
  ]);
  return reassignments({
    before: new MailboxMapping(before, { automatic: true }),
    after,
    users: FOUND,
    owned: new Map([[NUMBER, new Map(firsts)]]),
    now: NOW,
  });
}

describe('a row that gives a number to another user', () => {
  it('is refused where it says nothing of a time, by its line, without the number, and with whose it was', () => {
    const [found] = refused([row('ann')], [{ ...row('bob'), line: 7 }]);
    assert.deepEqual(
      [found?.line, found?.column, found?.shown, found?.movesFrom],
      [7, 'number', '999999999999', 'ann@contoso.example'],
    );
  });

  it('is refused also where the former owner is deleted, or has no mailbox any more', () => {
    for (const former of ['deleted', 'no-mailbox', 'ambiguous'])
      assert.equal(refused([row(former)], [row('bob')]).length, 1, former);
    const [found] = refused([row('gone')], [row('bob')], { 'id-of-gone': JUNE });
    assert.equal(found?.movesFrom, 'id-of-gone');
  });

  it('is refused where it begins as the former row did, or before', () => {
    assert.equal(refused([row('ann', JULY)], [row('bob', JULY)]).length, 1);
    assert.equal(refused([row('ann', JULY)], [row('bob', JUNE)]).length, 1);
  });

  it('is refused where the number has no row any more, or never had one, but another mailbox got its messages', () => {
    const [found] = refused([], [row('bob')], { ann: JUNE });
    assert.equal(found?.movesFrom, 'ann@contoso.example');
    assert.equal(refused([], [row('bob', JUNE)], { ann: JULY }).length, 1);
    assert.equal(refused([], [row('gone')], { ann: JUNE }).length, 1);
    assert.deepEqual(refused([], [row('ann.alias')], { ann: JUNE }), []);
    assert.deepEqual(refused([], [row('bob', JULY)], { ann: JUNE }), []);
    assert.deepEqual(refused([], [row('bob', '', JUNE)], { ann: JULY }), []);
  });

  it('is refused where it begins after the former row, but before the first message that its owner got', () => {
    assert.equal(refused([row('ann')], [row('bob', JUNE)], { ann: JULY }).length, 1);
  });

  it('passes where it held already for what another mailbox got', () => {
    const reassigned = { ann: JUNE };
    assert.deepEqual(refused([row('bob')], [row('bob')], reassigned), []);
    assert.deepEqual(refused([row('bob')], [row('bob', '', LATER)], reassigned), []);
    assert.equal(refused([row('bob', JULY)], [row('bob')], reassigned).length, 1);
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
    assert.deepEqual(refused([row('an')], [row('ann')]), []);
    assert.equal(refused([row('deleted')], [row('ann')]).length, 1);
  });

  it('passes where the number had no row', () => {
    assert.deepEqual(refused([aRow('447700900456', 'ann@contoso.example')], [row('bob')]), []);
  });
});
