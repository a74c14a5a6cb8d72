import assert from 'node:assert/strict';
import { checkBackfill, MAX_BACKFILL_DAYS, MAX_BACKFILL_MAILBOXES } from '../../src/domain/backfill-input.js';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const INPUT = {
  connectorId: 'emea',
  from: '2026-11-01',
  to: '2026-11-04',
  reason: 'a gap',
  requestedBy: 'an admin',
};
const ANNA = '6e0f1a52-0000-4000-8000-0000000000aa';

function check(changes: Record<string, unknown>, maxDays = MAX_BACKFILL_DAYS) {
  return checkBackfill({ ...INPUT, ...changes }, { nowMs: NOW, maxDays });
}
function faultsOf(changes: Record<string, unknown>): string[] {
  const result = check(changes);
  return 'faults' in result ? result.faults : [];
}

describe("a backfill's argument", () => {
  it('is dates or instants, which become instants in UTC', () => {
    const { connectorId } = INPUT;
    assert.deepEqual(check({ to: '2026-11-04T06:00:00+01:00' }), {
      checked: {
        connectorId,
        window: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-04T05:00:00.000Z' },
      },
    });
  });

  it('may choose mailboxes, in whatever case', () => {
    const result = check({ mailboxes: [ANNA.toUpperCase()] });
    assert.deepEqual('checked' in result && result.checked.mailboxes, [ANNA]);
  });

  it('may end now, and not later', () => {
    assert.deepEqual(faultsOf({ to: '2026-11-20T10:00:00Z' }), []);
    assert.match(faultsOf({ to: '2026-11-20T10:00:01Z' })[0] ?? '', /`to` lies in the future/);
  });

  for (const [what, changes, fault] of [
    ['a missing text', { reason: undefined }, /^missing: reason$/],
    ['an empty text', { requestedBy: ' ', reason: '' }, /^missing: reason, requestedBy$/],
    ['a number for a text', { connectorId: 7 }, /^`connectorId` is no text$/],
    ['a misspelt name', { form: '2026-11-01' }, /^not known: form$/],
    ['a day that is none', { from: '2026-02-31' }, /^`from` is no date/],
    ['a date as some write it', { to: '04/11/2026' }, /^`to` is no date/],
    ['an instant without its zone', { to: '2026-11-02T00:00:00' }, /^`to` is no date/],
    ['an end that is its beginning', { to: '2026-11-01' }, /^`to` must be later/],
    ['more days than go in one answer', { from: '2016-01-01' }, /more than 3660 days/],
    ['mailboxes that are no list', { mailboxes: ANNA }, /^`mailboxes` is no list of 1 to 1000/],
    ['no mailboxes at all', { mailboxes: [] }, /^`mailboxes` is no list/],
    ['too many mailboxes', { mailboxes: manyIds(MAX_BACKFILL_MAILBOXES + 1) }, /is no list of 1 to 1000/],
    ['an address for a mailbox', { mailboxes: [ANNA, 'anna@contoso.example'] }, /1 that are .* at place 2$/],
    ['a mailbox twice', { mailboxes: [ANNA, ANNA.toUpperCase()] }, /names 1 of them twice$/],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const faults = faultsOf(changes);
      assert.equal(faults.length, 1, faults.join('; '));
      assert.match(faults[0] ?? '', fault);
    });
  }

  it('is refused with all that is wrong named at once, and no value repeated', () => {
    const faults = faultsOf({
      connectorId: undefined,
      from: '+447700900123',
      to: '2027-01-01',
      mailboxes: ['anna@contoso.example'],
      until: 'x',
    });
    assert.equal(faults.length, 5);
    assert.doesNotMatch(faults.join(), /7700|anna/);
  });

  it('is refused where it is nothing, a text or a list', () => {
    for (const argument of [undefined, null, '2026-11-01', [INPUT]])
      assert.deepEqual(checkBackfill(argument, { nowMs: NOW, maxDays: 1 }), {
        faults: ['missing: connectorId, from, to, reason, requestedBy'],
      });
  });

  it('names a few of the keys that are not known, cut short', () => {
    const keys = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${at}${'x'.repeat(900)}`, 1]));
    const [fault = ''] = faultsOf(keys);
    assert.match(fault, / and 45 more$/);
    assert.ok(fault.length < 300);
  });
});

function manyIds(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `6e0f1a52-0000-4000-8000-${String(at).padStart(12, '0')}`);
}
