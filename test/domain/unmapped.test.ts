import assert from 'node:assert/strict';
import { isWaiting, seenKey } from '../../src/domain/seen.js';
import { daysToSearch, judge, lacksMailbox, noteUnmapped } from '../../src/domain/unmapped.js';

const AT = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const NOON = '2026-11-20T12:00:00Z';
const day = (date: string, next: string) => ({ from: `${date}T00:00:00.000Z`, to: `${next}T00:00:00.000Z` });
const TWENTIETH = day('2026-11-20', '2026-11-21');

describe('a sighting without a mailbox', () => {
  const first = noteUnmapped(undefined, NOON, AT);

  it('begins with its day, all of it still to be judged', () => {
    const notedAt = '2026-11-20T12:00:00.000Z';
    assert.deepEqual(first, { days: TWENTIETH, fresh: TWENTIETH, notedAt, judged: null });
  });

  it('stands until a mailbox was found, and again for what came since', () => {
    assert.equal(lacksMailbox(first), true);
    const judged = judge(first, 'anna', AT + 120 * MINUTE);
    assert.equal(lacksMailbox(judged), false);
    assert.equal(lacksMailbox(noteUnmapped(judged, NOON, AT + 130 * MINUTE)), true);
  });

  it('of the same day needs no other for a while', () => {
    assert.equal(noteUnmapped(first, NOON, AT + 9 * MINUTE), first);
    assert.notEqual(noteUnmapped(first, NOON, AT + 11 * MINUTE), first);
  });

  it('of another day adds it, and what lies between', () => {
    const later = noteUnmapped(first, '2026-11-22T23:59:59Z', AT);
    assert.deepEqual(later.days, day('2026-11-20', '2026-11-23'));
    assert.deepEqual(noteUnmapped(later, '2026-11-18T00:00:00Z', AT).days, day('2026-11-18', '2026-11-23'));
  });

  it('is searched for once, and again for other mailboxes or for what came since', () => {
    assert.deepEqual(daysToSearch(first, 'anna'), TWENTIETH);
    const judged = judge(first, 'anna', AT + 120 * MINUTE);
    assert.equal(daysToSearch(judged, 'anna'), null);
    assert.deepEqual(daysToSearch(judged, 'ben'), TWENTIETH);
    const since = noteUnmapped(judged, '2026-11-25T00:00:00Z', AT + 130 * MINUTE);
    assert.deepEqual(daysToSearch(since, 'anna'), day('2026-11-25', '2026-11-26'));
    assert.deepEqual(daysToSearch(since, 'ben'), day('2026-11-20', '2026-11-26'));
  });

  it('shortly before the search is searched once more: its item may have come after it', () => {
    const judged = judge(first, 'anna', AT + 59 * MINUTE);
    assert.deepEqual(daysToSearch(judged, 'anna'), TWENTIETH);
    assert.equal(
      noteUnmapped(judge(first, 'anna', AT + 61 * MINUTE), NOON, AT + MINUTE).fresh?.from,
      TWENTIETH.from,
    );
  });
});

describe('somebody seen', () => {
  it('is the same in every spelling of the number, and another one under another address', () => {
    const spellings = [
      { phoneNumber: '+44 7700 900123' },
      { phoneNumber: '00447700900123', displayName: 'Ann' },
      { whatsAppId: '447700900123@s.whatsapp.net' },
    ];
    assert.equal(new Set(spellings.map(seenKey)).size, 1);
    const addresses = ['ann@contoso.example', ' Ann@Contoso.example ', 'other@contoso.example', undefined];
    const keys = addresses.map((address) =>
      seenKey({ phoneNumber: '+447700900123', ...(address !== undefined && { userEmailAddress: address }) }),
    );
    assert.equal(keys[0], keys[1]);
    assert.equal(new Set(keys).size, 3);
    assert.match(keys[0] ?? '', /^[0-9a-f]{24}$/);
  });

  it('waits where nobody in the item has a copy', () => {
    const item = { itemKey: 'key', archivedTime: NOON, messageTime: NOON };
    const without = { key: 'one', mailbox: null };
    assert.equal(isWaiting({ ...item, people: [without] }), true);
    assert.equal(isWaiting({ ...item, people: [without], catchAll: 'box' }), false);
    assert.equal(isWaiting({ ...item, people: [without, { key: 'two', mailbox: 'box' }] }), false);
  });
});
