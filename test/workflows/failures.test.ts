import assert from 'node:assert/strict';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  RetryState,
  TerminatedFailure,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import { REASONS, type ReasonCode } from '../../src/domain/reasons.js';
import { reasonOf, stopsRun } from '../../src/workflows/failures.js';

const retry = RetryState.NON_RETRYABLE_FAILURE;
const inActivity = (cause: Error) => new ActivityFailure('failed', 'importItem', '1', retry, 'worker', cause);
const inChild = (cause: Error) =>
  new ChildWorkflowFailure('default', { workflowId: 'item', runId: 'run' }, 'archiveItem', retry, cause);
const outOfTime = (cause?: Error) => {
  const failure = new TimeoutFailure('timed out', undefined, TimeoutType.SCHEDULE_TO_CLOSE);
  return cause ? Object.assign(failure, { cause }) : failure;
};

describe('the reason of a failure', () => {
  it('is the code that the activity gave, however deep it lies', () => {
    for (const code of Object.keys(REASONS) as ReasonCode[]) {
      const failure = ApplicationFailure.create({ type: code, message: 'failed' });
      assert.equal(reasonOf(failure), code);
      assert.equal(reasonOf(inActivity(failure)), code);
      assert.equal(reasonOf(inChild(inActivity(failure))), code);
    }
  });

  it('is the last fault where the time for it ran out, and that nobody came where there was none', () => {
    const throttled = ApplicationFailure.create({ type: 'Throttled', message: 'failed' });
    assert.equal(reasonOf(inActivity(outOfTime(throttled))), 'Throttled');
    assert.equal(reasonOf(inActivity(outOfTime())), 'NoWorker');
  });

  it('is the cancellation where there was one', () => {
    assert.equal(reasonOf(new CancelledFailure('canceled')), 'Canceled');
    assert.equal(reasonOf(inChild(inActivity(new CancelledFailure('canceled')))), 'Canceled');
  });

  it('is the termination where somebody has ended the workflow by force', () => {
    assert.equal(reasonOf(inChild(new TerminatedFailure('terminated'))), 'Terminated');
  });

  it('is unexpected where nobody gave one that we know', () => {
    for (const failure of [
      ApplicationFailure.create({ type: 'TypeError', message: 'failed' }),
      ApplicationFailure.create({ message: 'failed' }),
      new Error('failed'),
      'failed',
      undefined,
    ])
      assert.equal(reasonOf(failure), 'Unexpected');
  });
});

describe('a run', () => {
  it('is paused by what concerns its whole connector, and by nothing else, with a next step that ends in resuming it', () => {
    const stopping = (Object.keys(REASONS) as ReasonCode[]).filter(stopsRun);
    assert.deepEqual(stopping, [
      'SourceRefusedLogin',
      'SourceKeyMismatch',
      'AccountMismatch',
      'GraphRefusedLogin',
      'DirectoryDenied',
      'StorageRefused',
      'SecretMissing',
      'SecretInvalid',
    ]);
    for (const reason of stopping) assert.match(REASONS[reason].nextStep, /connector resume`/, reason);
  });
});
