import assert from 'node:assert/strict';
import { runFaults } from '../../src/domain/run-input.js';

const WINDOW = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' };
const ANNA = '6e0f1a52-0000-4000-8000-0000000000aa';
const DAILY = { connectorId: 'emea' };

describe("a run's argument", () => {
  for (const [whose, argument] of [
    ['the schedule', DAILY],
    ['a backfill', { ...DAILY, window: WINDOW, backfill: 'a run id', tellsBackfill: true }],
    ['a backfill for chosen mailboxes', { ...DAILY, window: WINDOW, mailboxes: [ANNA] }],
    ['`mapping apply`', { ...DAILY, only: 'open-items' }],
  ] as const)
    it(`is right as ${whose} gives it`, () => assert.deepEqual(runFaults(argument), []));

  for (const nothing of [undefined, null, 'emea', 7, [], {}, { connectorId: ' ' }])
    it(`that is ${JSON.stringify(nothing)} lacks the connector`, () =>
      assert.deepEqual(runFaults(nothing), ['missing: connectorId']));

  for (const [fault, argument] of [
    ['`connectorId` is no text', { connectorId: 7 }],
    ['`backfill` is no text', { ...DAILY, backfill: null }],
    ['not known: windows', { ...DAILY, windows: WINDOW }],
    ['`window` needs `from` and `to` as instants in UTC', { ...DAILY, window: { from: WINDOW.from } }],
    ['`window` needs `from` and `to` as instants in UTC', { ...DAILY, window: null }],
    ['`only` can be "open-items", and then without a window', { ...DAILY, only: 'all' }],
    [
      '`only` can be "open-items", and then without a window',
      { ...DAILY, only: 'open-items', window: WINDOW },
    ],
    ['`mailboxes` need a `window`', { ...DAILY, mailboxes: [ANNA] }],
  ] as const)
    it(`is refused where ${fault}`, () => assert.deepEqual(runFaults(argument), [fault]));

  it('with several faults is told all of them, and no value is repeated', () => {
    const faults = runFaults({ window: 'anna@contoso.example', mailboxes: ['anna@contoso.example'] });
    assert.equal(faults.length, 3);
    assert.doesNotMatch(faults.join(), /anna/);
  });
});
