import assert from 'node:assert/strict';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ArchiveError } from '../../src/domain/errors.js';
import { toFailure } from '../../src/temporal/failures.js';

describe('what an activity throws', () => {
  const failureOf = async (error: unknown, attempt = 1): Promise<ApplicationFailure> => {
    const failure: unknown = await new MockActivityEnvironment({ attempt }).run(async () => toFailure(error));
    assert.ok(failure instanceof ApplicationFailure);
    return failure;
  };

  it('says when it is to be tried again: as the service has asked, else ever later', async () => {
    const asked = new ArchiveError('Throttled', 'Not now.', { retryAfterMs: 3_600_000 });
    assert.equal((await failureOf(asked, 7)).nextRetryDelay, 3_600_000);
    const soon = new ArchiveError('Throttled', 'Not now.', { retryAfterMs: 0 });
    assert.equal((await failureOf(soon, 2)).nextRetryDelay, 2_000);
    assert.equal((await failureOf(new ArchiveError('GraphUnreachable', 'No.'), 4)).nextRetryDelay, 8_000);
    assert.equal((await failureOf(new TypeError('a defect'), 5)).nextRetryDelay, 16_000);
  });

  it('is not tried again where that would only fail the same', async () => {
    const failure = await failureOf(new ArchiveError('MailboxInTrouble', 'Not now.'));
    assert.deepEqual([failure.type, failure.nonRetryable], ['MailboxInTrouble', true]);
  });

  it('is no incident where it only waits', async () => {
    for (const code of ['Throttled', 'CopyBusy', 'MailboxInTrouble'] as const)
      assert.equal(
        (await failureOf(new ArchiveError(code, 'Not now.'))).category,
        ApplicationFailureCategory.BENIGN,
      );
    const incident = await failureOf(new ArchiveError('GraphUnreachable', 'No.'));
    assert.notEqual(incident.category, ApplicationFailureCategory.BENIGN);
  });
});

describe('what Temporal shows of a failed activity', () => {
  it('begins with the reason, goes on with the next step, and has no stack', async () => {
    const error = new ArchiveError('SourceUnreachable', 'The TeleMessage site did not answer.');
    const failure: unknown = await new MockActivityEnvironment().run(async () => toFailure(error));
    assert.ok(failure instanceof ApplicationFailure);
    assert.match(failure.message, /^SourceUnreachable: The TeleMessage site did not answer\. Check where /);
    assert.equal(failure.stack, '');
    assert.equal(failure.type, 'SourceUnreachable');
  });

  it('is, of a defect, where it was met and never the message of others', async () => {
    const failure = await new MockActivityEnvironment().run<[], Error, () => Promise<Error>>(async () =>
      toFailure(new TypeError('a canary')),
    );
    assert.match(failure.message, /^Unexpected: TypeError in /);
    assert.match(failure.stack ?? '', /^\s+at /);
    assert.doesNotMatch(`${failure.message}${failure.stack}`, /canary/);
  });
});
