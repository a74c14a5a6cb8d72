import assert from 'node:assert/strict';
import { ApplicationFailure } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { until } from '../support/until.js';
import { Stage } from './stage.js';

const ITEM = { run: { connectorId: 'emea', runId: 'run-1' }, itemKey: 'item-1' };
const DAY_MS = 86_400_000;

describe('an activity that has failed', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this);
  });
  after(async () => await stage?.close());

  /** Milliseconds until Temporal tries the activity again whose first try asked for this delay. */
  async function delayAfter(nextRetryDelay: number | undefined): Promise<number> {
    const failure = { type: 'Throttled', message: 'as the test wants it' };
    stage.play({
      mapItem: () => {
        throw ApplicationFailure.create({
          ...failure,
          ...(nextRetryDelay !== undefined && { nextRetryDelay }),
        });
      },
    });
    const item = await stage.start('archiveItem', ITEM);
    let delayMs: number | undefined;
    await until('the first try to fail', async () => {
      const [pending] = (await item.describe()).raw.pendingActivities ?? [];
      if (!pending?.lastFailure) return false;
      delayMs = tsToMs(pending.scheduledTime) - tsToMs(pending.lastAttemptCompleteTime);
      return true;
    });
    await item.terminate();
    return Math.round((delayMs ?? 0) / 1_000) * 1_000;
  }

  // The server cuts the delay to the policy's maximumInterval (nextBackoffInterval in its service/history/workflow/retry.go).
  it('is left alone for as long as the service has asked, half a day too', async () => {
    assert.equal(await delayAfter(DAY_MS / 2), DAY_MS / 2);
  });

  it('comes back soon where it could not say when, as after the death of its worker', async () => {
    assert.equal(await delayAfter(undefined), 2_000);
  });
});
