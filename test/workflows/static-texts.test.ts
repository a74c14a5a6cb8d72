import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createActivities } from '../../src/activities/index.js';
import {
  applyTexts,
  backfillTexts,
  dailyTexts,
  dayTexts,
  itemSummary,
} from '../../src/workflows/static-texts.js';
import { copySummary, pageSummary, summaryOf, type Summarized } from '../../src/workflows/summaries.js';
import { hostileText } from '../support/hostile-text.js';

/** As long as a connector's id may be. */
const ID = 'x'.repeat(63);
const DAY = { from: '2026-11-19T00:00:00.000Z', to: '2026-11-20T00:00:00.000Z' };
const MAX_SUMMARY_BYTES = 400;
const MAX_DETAILS_BYTES = 20_000;

describe('what workflows and activities are called in the Temporal UI', () => {
  it('names the connector and what is done', () => {
    assert.equal(dailyTexts('emea', 'WhatsApp EMEA').staticSummary, 'emea: daily run');
    assert.match(dailyTexts('emea', 'WhatsApp EMEA').staticDetails, / for \*\*WhatsApp EMEA\*\* since /);
    assert.equal(applyTexts('emea').staticSummary, 'emea: what earlier runs left');
    assert.equal(dayTexts('emea', DAY).staticSummary, 'emea: backfill of 2026-11-19');
    assert.equal(backfillTexts('emea', DAY).staticSummary, 'emea: backfill of 2026-11-19 to 2026-11-20');
    assert.equal(itemSummary('emea', { record: { index: 6 } }), 'emea: item 7 of its page');
    assert.equal(itemSummary('emea', { isOpenItem: true }), 'emea: item that an earlier run left open');
  });

  it('fits into what Temporal takes, and is plain words, whatever a connector is called', () => {
    fc.assert(
      fc.property(hostileText, (displayName) => {
        for (const { staticSummary, staticDetails } of [
          dailyTexts(ID, displayName),
          applyTexts(ID),
          dayTexts(ID, DAY),
          backfillTexts(ID, DAY),
        ]) {
          assert.ok(Buffer.byteLength(staticSummary) <= MAX_SUMMARY_BYTES);
          assert.ok(Buffer.byteLength(staticDetails) <= MAX_DETAILS_BYTES);
          assert.doesNotMatch(staticDetails, /(?<!\\)[<[!#]/);
        }
      }),
    );
  });

  it('says of each activity what, and how much of it', () => {
    const slice = { index: 0, window: DAY, isLookback: false };
    const run = { connectorId: 'emea', runId: 'run-1' };
    assert.equal(
      pageSummary({ run, slice, listing: 0, page: 2 }),
      'page 3 of items archived 2026-11-19 00:00 UTC to 2026-11-20 00:00 UTC',
    );
    assert.match(
      pageSummary({ run, slice: { ...slice, isLookback: true }, listing: 2, page: 0 }),
      /^page 1 of lookback archived .*, listed again \(2\)$/,
    );
    assert.equal(copySummary('box-1', 1, 5), 'copy 2 of 5, into mailbox box-1');
    assert.deepEqual(
      [
        summaryOf('openRun', {}),
        summaryOf('listOpenItems', { after: null }),
        summaryOf('listOpenItems', { after: 'item-1' }),
        summaryOf('listParkedItems', { after: null }),
        summaryOf('openBackfill', { window: DAY }),
        summaryOf('readDay', { runId: 'run-1' }),
        summaryOf('closeBackfill', { ended: 'canceled' }),
        summaryOf('convertItem', {}),
        summaryOf('recordFailure', { reason: 'NoMapping', mailbox: null }),
        summaryOf('recordFailure', { reason: 'MailboxFull', mailbox: 'box-1' }),
        summaryOf('moveWatermark', { window: DAY }),
        summaryOf('reportRun', { ended: 'done', reason: null }),
        summaryOf('reportRun', { ended: 'failed', reason: 'SourceRefusedLogin' }),
      ],
      [
        'settings, window and watermark',
        'what earlier runs left open, first page',
        'what earlier runs left open, next page',
        'what was refused in this run, first page',
        '2026-11-19 00:00 UTC to 2026-11-20 00:00 UTC',
        'the report of run run-1',
        'canceled',
        'record to e-mail',
        'NoMapping: the whole item',
        'MailboxFull: one copy',
        'to 2026-11-20 00:00 UTC',
        'done',
        'failed (SourceRefusedLogin)',
      ],
    );
  });

  it('says something of every activity that its caller says nothing of', () => {
    const given = {
      window: DAY,
      runId: 'run-1',
      after: null,
      ended: 'done',
      reason: 'Canceled',
      mailbox: null,
    };
    const byCallers = ['fetchWindow', 'stageItem', 'mapItem', 'importItem'];
    const names = Object.keys(createActivities({} as never)).filter((name) => !byCallers.includes(name));
    for (const name of names)
      assert.match(summaryOf(name as Summarized, given), /^[\x20-\x7e]{4,100}$/, name);
  });
});
