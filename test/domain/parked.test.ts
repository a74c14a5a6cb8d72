import assert from 'node:assert/strict';
import { isParked, reopened, resultOf } from '../../src/domain/parked.js';
import { REASONS, type ReasonCode } from '../../src/domain/reasons.js';
import type { Outcome } from '../../src/domain/report.js';

const ROW: Outcome = {
  itemKey: 'a1',
  mailbox: 'box-1',
  status: 'failed',
  origin: null,
  slice: null,
  itemId: 'item',
  sourceUserId: null,
  m365UserId: null,
  reason: 'MailboxInTrouble',
  attachments: [],
};

describe('a row of a run', () => {
  it('is parked where it has failed for something that may be over by now', () => {
    for (const reason of Object.keys(REASONS) as ReasonCode[]) {
      const isTemporary = REASONS[reason].fault === 'world' && reason !== 'Canceled';
      assert.equal(isParked({ ...ROW, reason }), isTemporary, reason);
    }
  });

  it('is parked once', () => {
    const open = reopened(ROW);
    assert.deepEqual([open.status, open.reason], ['open', null]);
    assert.equal(isParked(open), false);
    assert.equal(isParked({ ...open, status: 'failed', reason: 'GraphRefusedLogin' }), false);
  });

  it('is not parked where it has another outcome', () => {
    for (const status of ['open', 'fanned-out', 'imported', 'partial', 'skipped'] as const)
      assert.equal(isParked({ ...ROW, status, reason: null }), false);
  });
});

describe('what an item has come to', () => {
  it('counts its rows by outcome, those opened once more as they had failed', () => {
    const rows: Outcome[] = [
      { ...ROW, mailbox: null, status: 'fanned-out', reason: null },
      { ...ROW, status: 'imported', reason: null },
      { ...ROW, status: 'imported', reason: null },
      { ...ROW, status: 'partial', reason: 'AttachmentTooLarge' },
      { ...ROW, status: 'skipped', reason: null },
      { ...ROW, reason: 'NoLongerMapped' },
      reopened(ROW),
      reopened(ROW),
    ];
    assert.deepEqual(resultOf(rows), {
      imported: 2,
      partiallyImported: 1,
      skipped: 1,
      failed: 3,
      reasons: { NoLongerMapped: 1, MailboxInTrouble: 2 },
    });
  });

  it('is nothing where nobody has closed its row', () => {
    const { failed, reasons } = resultOf([{ ...ROW, status: 'open', reason: null }]);
    assert.deepEqual([failed, reasons], [0, {}]);
  });
});
