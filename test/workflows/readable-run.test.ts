import assert from 'node:assert/strict';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { emptyCounts } from '../../src/domain/report.js';
import type { Progress } from '../../src/domain/run.js';
import { until } from '../support/until.js';
import { newItems, planOf, Stage } from './stage.js';

const DAILY = { connectorId: 'emea' };

describe('a run that somebody looks at', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this);
  });
  after(async () => await stage?.close());

  it('says what it waits for while a step takes long, and since when, and how many items are to come', async () => {
    let isReleased = false;
    stage.play({
      openRun: () => planOf(1),
      fetchWindow: async ({ page }) => {
        if (page === 1) await until('the test to have looked', () => isReleased);
        const end = page === 1 ? { isWhole: true } : null;
        return { blob: 'page', items: newItems(2), relisted: 0, ofSlice: 7, end };
      },
    });
    const run = await stage.start('connectorRun', DAILY);
    await until('the second page to be asked for', () => stage.of('fetchWindow').length === 2);
    const progress = await run.query<Progress>('progress');
    assert.match(progress.waitingFor ?? '', /^the source: page 2 of items archived 2026-11-01 00:00 UTC to /);
    assert.ok(Math.abs(Date.parse(progress.waitingSince ?? '') - Date.now()) < 30_000);
    assert.deepEqual(progress.items, { seen: 2, done: 2, total: 7, underWay: 0 });
    assert.match(
      await detailsOf(run),
      /^### Archiving: 2 of 7 items done at .*\n\n\*\*Waiting since .* page 2 of /,
    );
    isReleased = true;
    await run.result();
    assert.doesNotMatch(await detailsOf(run), /Waiting/);
  });

  it('is found by its phase and its need for somebody while it is under way', async () => {
    let isReleased = false;
    const [failing, waiting] = newItems(2);
    stage.play({
      openRun: () => planOf(1),
      fetchWindow: () => ({ blob: 'page', items: [failing, waiting], relisted: 0, end: { isWhole: true } }),
      importItem: async ({ itemKey }) => {
        if (itemKey === failing?.itemKey) refuse('NoMapping');
        await until('the test to have looked', () => isReleased);
        return 'imported';
      },
    });
    const run = await stage.start('connectorRun', DAILY);
    await until(
      'the failure to be found',
      async () => (await attributesOf(run))['ArchiverNeedsAttention'] === true,
    );
    const attributes = await attributesOf(run);
    assert.deepEqual(
      ['ArchiverConnector', 'ArchiverKind', 'ArchiverPhase', 'ArchiverFailed'].map(
        (name) => attributes[name],
      ),
      ['emea', 'daily', 'archiving', 1],
    );
    isReleased = true;
    await run.result();
  });

  it('shows in the end what the report has counted, partial imports by reason too', async () => {
    const counts = { ...emptyCounts(), availableForImport: 3, imported: 1, partiallyImported: 2 };
    stage.play({
      reportRun: ({ run }) => ({
        run,
        state: 'completed-with-failures',
        reason: null,
        counts,
        reasons: {},
        partials: { AttachmentTooLarge: 2 },
      }),
    });
    const run = await stage.start('connectorRun', DAILY);
    await run.result();
    assert.match(
      await detailsOf(run),
      /\*\*2 arrived without some attachments\*\*.*\*\*AttachmentTooLarge\*\*, 2 times/s,
    );
  });

  it('that cannot be opened says why in the first line of its failure, and shows no stack', async () => {
    const message = 'InvalidArgument: A run without a window must be started by its schedule.';
    stage.play({
      openRun: () => {
        throw ApplicationFailure.nonRetryable(message, 'InvalidArgument');
      },
    });
    const run = await stage.start('connectorRun', DAILY);
    await assert.rejects(run.result(), (error) => {
      assert.ok(error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure);
      assert.deepEqual([error.cause.message, error.cause.type], [message, 'InvalidArgument']);
      return true;
    });
    const { events } = await run.fetchHistory();
    assert.equal(events?.at(-1)?.workflowExecutionFailedEventAttributes?.failure?.stackTrace, '');
    const attributes = await attributesOf(run);
    assert.deepEqual([attributes['ArchiverPhase'], attributes['ArchiverNeedsAttention']], ['failed', true]);
    assert.match(await detailsOf(run), /^### Ended: failed\n\nIt was never opened/);
  });
});

async function detailsOf(run: WorkflowHandle): Promise<string> {
  const { currentDetails } = await run.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}

/** As Temporal's index has them, by name. */
async function attributesOf(run: WorkflowHandle): Promise<Record<string, unknown>> {
  const { typedSearchAttributes } = await run.describe();
  return Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
}

function refuse(type: string): never {
  throw ApplicationFailure.nonRetryable('as the test wants it', type);
}
