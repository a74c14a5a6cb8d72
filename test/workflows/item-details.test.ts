import assert from 'node:assert/strict';
import type { ItemResult } from '../../src/domain/run.js';
import { itemDetailsOf, type ItemProgress } from '../../src/workflows/item-details.js';

const ITEM = { run: { connectorId: 'emea', runId: 'run-1' }, itemKey: 'item-1' };

describe('the details of an item in the Temporal UI', () => {
  it('name the step it is in', () => {
    const first = (step: ItemProgress['step'], result: Partial<ItemResult> = {}) =>
      details({ step, copies: 3 }, result).split('\n')[0];
    assert.equal(first('staging'), '### Step 1 of 4: its record and attachments into staging');
    assert.equal(first('converting'), '### Step 2 of 4: its record into an e-mail');
    assert.equal(first('mapping'), '### Step 3 of 4: its participants to mailboxes');
    assert.equal(
      first('importing', { imported: 1, failed: 1 }),
      '### Step 4 of 4: into its mailboxes, 2 of 3 copies done',
    );
    assert.equal(first('ended', { imported: 1 }), '### Archived: 1 copy is there');
    assert.equal(first('ended', { skipped: 2, failed: 1 }), '### Ended: 2 of 3 copies are there');
  });

  it('say where to look while it waits, and no longer once it has ended', () => {
    assert.match(details({ step: 'staging', copies: null }), /_Pending Activities_/);
    assert.doesNotMatch(details({ step: 'ended', copies: null }), /_Pending Activities_/);
  });

  it('count its copies by what became of them, and say what to do', () => {
    const result = { imported: 1, partiallyImported: 1, skipped: 1, failed: 1, reasons: { MailboxFull: 1 } };
    const text = details({ step: 'ended', copies: 4 }, result);
    assert.match(
      text,
      /- \*\*1\*\* imported\n- \*\*1\*\* partially .*\n- \*\*1\*\* skipped.*\n- \*\*1\*\* failed/,
    );
    assert.match(text, /- \*\*MailboxFull\*\*, 1 time\. Free space/);
  });

  it('name the connector, and say of an open item that it is one', () => {
    assert.match(details({ step: 'staging', copies: null }), /^Of connector `emea`\. /m);
    const open = itemDetailsOf({ ...ITEM, isOpenItem: true }, { step: 'staging', copies: null }, NOTHING);
    assert.match(open, /left open by an earlier run/);
  });
});

const NOTHING = { imported: 0, partiallyImported: 0, skipped: 0, failed: 0, reasons: {} };

function details(progress: ItemProgress, result: Partial<ItemResult> = {}): string {
  return itemDetailsOf(ITEM, progress, { ...NOTHING, ...result });
}
