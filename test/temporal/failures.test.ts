import assert from 'node:assert/strict';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ArchiveError } from '../../src/domain/errors.js';
import { toFailure } from '../../src/temporal/failures.js';

describe('what Temporal shows of a failed activity', () => {
  it('begins with the reason, goes on with the next step, and has no stack', () => {
    const failure = toFailure(new ArchiveError('SourceUnreachable', 'The TeleMessage site did not answer.'));
    assert.match(failure.message, /^SourceUnreachable: The TeleMessage site did not answer\. Check where /);
    assert.equal(failure.stack, '');
    assert.ok(failure instanceof ApplicationFailure && failure.type === 'SourceUnreachable');
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
