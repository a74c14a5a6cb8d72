import assert from 'node:assert/strict';
import { describeError } from '../../src/cli/errors.js';
import { ArchiveError } from '../../src/domain/errors.js';

describe('the next step of a command that has failed', () => {
  for (const code of ['SourceUnreachable', 'Throttled', 'GraphUnreachable', 'StorageUnreachable'] as const) {
    it(`promises no repetition where a run would repeat: ${code}`, () => {
      const { nextStep } = describeError(new ArchiveError(code, 'Away.'));
      assert.match(nextStep, /run the command again\.$/);
      assert.doesNotMatch(nextStep, /repeated/);
    });
  }

  it('is the one that the error brings along, where it has its own', () => {
    const error = new ArchiveError('Throttled', 'Away.', { nextStep: 'Come back on Monday.' });
    assert.equal(describeError(error).nextStep, 'Come back on Monday.');
  });
});
