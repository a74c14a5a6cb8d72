import assert from 'node:assert/strict';
import type { Copy } from '../../src/domain/copies.js';
import { isSettled, type LedgerEntry } from '../../src/domain/ledger-entry.js';
import { REASONS, type ReasonCode } from '../../src/domain/reasons.js';

function entryOf(states: Copy['state'][], fault?: ReasonCode): LedgerEntry {
  const copies = states.map((state, index) => ({
    itemKey: '0'.repeat(32),
    mailbox: `box-${index}`,
    state,
    attempt: 1,
    budgetMs: 0,
    byRun: 'run-1',
    changedAt: 0,
    etag: 'etag',
  }));
  return {
    converted: new Map(),
    copies,
    changes: [],
    ...(fault && { fault: { reason: fault, byRun: 'run-1' } }),
  };
}

describe('an item in the ledger', () => {
  it('is settled once every copy has come to its end', () => {
    assert.equal(isSettled(entryOf(['imported', 'partial', 'failed'])), true);
    assert.equal(isSettled(entryOf(['imported', 'planned'])), false);
    assert.equal(isSettled(entryOf(['imported', 'importing'])), false);
  });

  it('is not settled before it has copies, unless it is itself at fault', () => {
    assert.equal(isSettled(entryOf([])), false);
    for (const reason of Object.keys(REASONS) as ReasonCode[])
      assert.equal(isSettled(entryOf([], reason)), REASONS[reason].fault === 'item', reason);
  });

  it('is not settled as long as it was archived for chosen mailboxes only', () => {
    assert.equal(isSettled({ ...entryOf(['imported']), isForChosen: true }), false);
  });

  it('goes by its copies where it has some, whatever an earlier run has said of the whole', () => {
    assert.equal(isSettled(entryOf(['planned'], 'NoMapping')), false);
    assert.equal(isSettled(entryOf(['imported'], 'NoMapping')), true);
  });
});
