import assert from 'node:assert/strict';
import { ApplicationFailure } from '@temporalio/common';
import type { ReasonCode } from '../../src/domain/reasons.js';
import type { ItemResult } from '../../src/domain/run.js';
import { Stage } from './stage.js';

const ITEM = {
  run: { connectorId: 'emea', runId: 'run-1' },
  itemKey: 'item-1',
  record: { blob: 'page', index: 7 },
};

describe('an item', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this);
  });
  after(async () => await stage?.close());

  async function archive(changes: object = {}): Promise<ItemResult> {
    return (await (await stage.start('archiveItem', { ...ITEM, ...changes })).result()) as ItemResult;
  }

  it('is staged, converted, mapped and imported into each mailbox', async () => {
    stage.play({
      mapItem: () => ({ mailboxes: ['box-1', 'box-2', 'box-3'] }),
      importItem: ({ mailbox }) => ({ 'box-1': 'imported', 'box-2': 'partial', 'box-3': 'skipped' })[mailbox],
    });
    const result = await archive();
    assert.deepEqual(result, { imported: 1, partiallyImported: 1, skipped: 1, failed: 0, reasons: {} });
    assert.deepEqual(
      stage.calls.slice(0, 3).map(({ name }) => name),
      ['stageItem', 'convertItem', 'mapItem'],
    );
  });

  it('costs a mailbox in trouble its own copy only', async () => {
    stage.play({
      mapItem: () => ({ mailboxes: ['box-1', 'box-2'] }),
      importItem: ({ mailbox }) => (mailbox === 'box-1' ? refuse('MailboxFull') : 'imported'),
    });
    const result = await archive();
    assert.equal(result.imported, 1);
    assert.deepEqual(result.reasons, { MailboxFull: 1 });
    const [failure, ...others] = stage.of('recordFailure');
    assert.deepEqual([failure?.['mailbox'], failure?.['reason'], others], ['box-1', 'MailboxFull', []]);
  });

  it('that cannot be read fails as a whole, with the way to its record', async () => {
    stage.play({ stageItem: () => refuse('MalformedItem') });
    assert.deepEqual((await archive()).reasons, { MalformedItem: 1 });
    assert.deepEqual(stage.of('recordFailure'), [{ ...ITEM, mailbox: null, reason: 'MalformedItem' }]);
    assert.deepEqual(stage.of('convertItem'), []);
  });

  for (const { reason, isSettled } of [
    { reason: undefined, isSettled: true },
    { reason: 'MalformedItem', isSettled: true },
    { reason: 'NoMapping', isSettled: false },
    { reason: 'SourceRefusedLogin', isSettled: false },
  ] as const) {
    const how = reason ? `fails again with ${reason}` : 'goes through';
    it(`left open by an earlier run that now ${how} is ${isSettled ? 'open no longer' : 'left open'}`, async () => {
      stage.play(reason ? { stageItem: () => refuse(reason) } : {});
      await archive({ isOpenItem: true });
      assert.equal(stage.of('settleItem').length, isSettled ? 1 : 0);
    });
  }

  it('counts what mapping has refused, and stays open for another mapping', async () => {
    const refused = { refused: ['NoLongerMapped'], openMark: 'mark-2' };
    stage.play({ mapItem: () => ({ mailboxes: ['box-1'], ...refused }) });
    const result = await archive({ isOpenItem: true, openMark: 'mark-1' });
    assert.deepEqual([result.imported, result.failed], [1, 1]);
    assert.deepEqual(result.reasons, { NoLongerMapped: 1 });
    const [settled] = stage.of('settleItem');
    assert.deepEqual([settled?.['openMark'], settled?.['isRefused']], ['mark-2', true]);
    assert.deepEqual(stage.of('recordFailure'), []);
  });

  it('left open stays so as long as one of its copies does', async () => {
    stage.play({
      mapItem: () => ({ mailboxes: ['box-1', 'box-2'] }),
      importItem: ({ mailbox }) => refuse(mailbox === 'box-1' ? 'ItemTooLarge' : 'AccessDenied'),
    });
    await archive({ isOpenItem: true });
    assert.deepEqual(stage.of('settleItem'), []);
  });
});

function refuse(reason: ReasonCode): never {
  throw ApplicationFailure.nonRetryable('as the test wants it', reason);
}
