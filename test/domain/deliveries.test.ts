import assert from 'node:assert/strict';
import type { Copy } from '../../src/domain/copies.js';
import { deliveriesOf, mailboxesFor } from '../../src/domain/deliveries.js';

function copyIn(mailbox: string, state: Copy['state']): Copy {
  const itemKey = '0'.repeat(32);
  return { itemKey, mailbox, state, attempt: 1, budgetMs: 0, byRun: 'run-1', changedAt: 0, etag: 'etag' };
}

/** Whose the numbers were, delivered or not. */
const FORMERS = new Map([
  ['ann', 'box-a'],
  ['ben', 'box-b'],
  ['cat', 'box-d'],
]);

describe('what was delivered', () => {
  const seen = {
    itemKey: '0'.repeat(32),
    archivedTime: '2026-11-20T08:00:00Z',
    messageTime: '2026-11-20T08:00:00Z',
    people: [
      { key: 'ann', mailbox: 'box-a' },
      { key: 'ben', mailbox: 'box-b' },
      { key: 'cat', mailbox: null, former: 'box-d' },
      { key: 'dan', mailbox: null },
    ],
    catchAll: 'box-c',
  };

  it('is what stands in the mailboxes that people had', () => {
    const copies = [copyIn('box-a', 'partial'), copyIn('box-b', 'attaching'), copyIn('box-c', 'imported')];
    assert.deepEqual(deliveriesOf(seen, copies), {
      mailboxes: new Map([['ann', 'box-a']]),
      catchAll: 'box-c',
      formers: FORMERS,
    });
  });

  it('is nothing where the item was never mapped, or no copy has arrived', () => {
    const nothing = { mailboxes: new Map(), catchAll: undefined };
    const never = deliveriesOf(undefined, [copyIn('box-a', 'imported')]);
    assert.deepEqual(never, { ...nothing, formers: new Map() });
    const notYet = deliveriesOf(seen, [copyIn('box-a', 'failed'), copyIn('box-c', 'planned')]);
    assert.deepEqual(notYet, { ...nothing, formers: FORMERS });
  });

  for (const { name, delivered, mapped, other, expected } of [
    { name: 'nobody mapped, nothing delivered', expected: [] },
    { name: 'a mailbox that the mapping leads to', mapped: 'new', expected: ['new'] },
    { name: 'the mailbox that has it, of one no longer mapped', delivered: 'old', expected: ['old'] },
    { name: 'the mailbox that has it', delivered: 'old', mapped: 'old', expected: ['old'] },
    { name: 'no other mailbox', delivered: 'old', mapped: 'new', expected: ['old'] },
    ...(['planned', 'importing', 'attaching'] as const).map((state) => ({
      name: `also one that was promised it and is ${state}`,
      delivered: 'old',
      mapped: 'new',
      other: state,
      expected: ['old', 'new'],
    })),
    {
      name: 'not also one that refused it',
      delivered: 'old',
      mapped: 'new',
      other: 'failed' as const,
      expected: ['old'],
    },
  ] as {
    name: string;
    delivered?: string;
    mapped?: string;
    other?: Copy['state'];
    expected: string[];
  }[]) {
    it(`leads to ${name}`, () => {
      const copies = [copyIn('old', 'imported'), ...(other ? [copyIn('new', other)] : [])];
      assert.deepEqual(mailboxesFor(delivered, mapped, copies), expected);
    });
  }
});
