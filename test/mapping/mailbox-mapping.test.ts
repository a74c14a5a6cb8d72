import assert from 'node:assert/strict';
import type { Participant } from '../../src/domain/item.js';
import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';

const ROWS = [
  { line: 2, number: '447700900123', address: 'custom@contoso.com', validFrom: null, validTo: null },
];
const AT = '2026-03-03T09:15:27.000Z';
const ANN: Participant = { phoneNumber: '+44 7700 900123', userEmailAddress: 'own@contoso.com' };

describe('the mailboxes a participant may have', () => {
  const both = new MailboxMapping(ROWS, { automatic: true });

  it('are the one of the CSV, then the one of the User’s Email address', () => {
    assert.deepEqual(both.candidates(ANN, AT), ['custom@contoso.com', 'own@contoso.com']);
  });

  it('are only that of the CSV without automatic mapping', () => {
    const custom = new MailboxMapping(ROWS, { automatic: false });
    assert.deepEqual(custom.candidates(ANN, AT), ['custom@contoso.com']);
    assert.deepEqual(custom.candidates({ userEmailAddress: 'own@contoso.com' }, AT), []);
  });

  it('are only that of the email property without a CSV', () => {
    assert.deepEqual(new MailboxMapping(null, { automatic: true }).candidates(ANN, AT), ['own@contoso.com']);
  });

  it('are found by a number that stands only in the WhatsApp id', () => {
    assert.deepEqual(both.candidates({ whatsAppId: '447700900123@s.whatsapp.net' }, AT), [
      'custom@contoso.com',
    ]);
  });

  it('are none for a hidden number without an address', () => {
    assert.deepEqual(both.candidates({ whatsAppId: '98765432101234@lid' }, AT), []);
  });

  it('are named once where both ways lead to the same', () => {
    assert.deepEqual(both.candidates({ ...ANN, userEmailAddress: ' custom@contoso.com' }, AT), [
      'custom@contoso.com',
    ]);
  });

  it('are never what is no address, such as a path into another look-up', () => {
    for (const userEmailAddress of ['../users', "x' or 1 eq 1", 'a@b/../c', 'a b@c.com', '', 'a@b.com\n']) {
      const { length } = new MailboxMapping(null, { automatic: true }).candidates({ userEmailAddress }, AT);
      assert.equal(length, userEmailAddress.trim() === 'a@b.com' ? 1 : 0, userEmailAddress);
    }
  });

  it('are those of the row that holds at the time of the message', () => {
    const handedOver = new MailboxMapping(
      [
        { line: 2, number: '447700900123', address: 'old@contoso.com', validFrom: null, validTo: AT },
        { line: 3, number: '447700900123', address: 'new@contoso.com', validFrom: AT, validTo: null },
      ],
      { automatic: false },
    );
    for (const [at, address] of [
      ['2026-03-03T09:15:26.999Z', ['old@contoso.com']],
      ['2026-03-03T09:15:27Z', ['new@contoso.com']],
      ['2026-03-03T10:15:27+01:00', ['new@contoso.com']],
      ['no time', []],
    ] as const)
      assert.deepEqual(handedOver.candidates(ANN, at), address, at);
  });

  it('come with the rows of a number at any time, and those that look like it', () => {
    assert.deepEqual(both.rowsOf('447700900123'), ROWS);
    assert.deepEqual([both.rowsOf('447700900124'), both.rowsOf(undefined)], [[], []]);
    assert.deepEqual(both.similarRows('17700900123'), ROWS);
    assert.deepEqual(both.similarRows('447700900123'), []);
  });
});
