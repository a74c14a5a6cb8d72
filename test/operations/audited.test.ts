import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import { audited } from '../../src/operations/audited.js';
import { openRepositories } from '../../src/storage/repositories.js';
import type { Audit } from '../../src/storage/audit.js';
import { newId, openTestStorage } from '../storage/shared-azurite.js';

describe('a change in the audit log', () => {
  let audit: Audit;
  before(async () => {
    ({ audit } = openRepositories(await openTestStorage()));
  });

  const outcomes = async (name: string) =>
    (await audit.list(10, ({ by }) => by === name)).map(({ outcome, before, after }) => [
      outcome,
      before,
      after,
    ]);

  it('is written however it ends: done, refused, broken off halfway', async () => {
    const actor = { name: newId('admin'), via: 'console' as const };
    const attempted = () => ({ action: 'connector.pause' as const, connectorId: 'a', after: 'wanted' });
    const done = await audited({ audit }, actor, attempted(), async (entry) => {
      entry.before = 'was';
      return await Promise.resolve('made');
    });
    assert.equal(done, 'made');
    const broken = new ArchiveError('TemporalUnreachable', 'Gone.');
    await assert.rejects(
      audited({ audit }, actor, attempted(), async () => await Promise.reject(broken)),
      broken,
    );
    await audited({ audit }, actor, attempted(), async (entry) => {
      entry.outcome = 'InvalidArgument';
      await Promise.resolve();
    });
    assert.deepEqual(
      new Set(await outcomes(actor.name)),
      new Set([
        ['InvalidArgument', null, 'wanted'],
        ['TemporalUnreachable', null, 'wanted'],
        ['done', 'was', 'wanted'],
      ]),
    );
  });

  it('rejects with what went wrong first where it cannot be written either', async () => {
    const unwritable = { add: async () => await Promise.reject(new Error('full')) } as unknown as Audit;
    const actor = { name: 'a', via: 'console' as const };
    const attempted = { action: 'connector.run' as const, connectorId: 'a' };
    const change = async () => await Promise.reject(new ArchiveError('ConnectorNotFound', 'None.'));
    await assert.rejects(audited({ audit: unwritable }, actor, attempted, change), {
      code: 'ConnectorNotFound',
    });
  });
});
