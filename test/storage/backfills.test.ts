import assert from 'node:assert/strict';
import { Backfills, type BackfillRecord } from '../../src/storage/backfills.js';
import { newId, openTestStorage } from './shared-azurite.js';

describe('backfills', () => {
  let backfills: Backfills;

  before(async () => {
    backfills = new Backfills(await openTestStorage());
  });

  const open = async (changes: Partial<BackfillRecord> = {}): Promise<BackfillRecord> =>
    await backfills.open({
      connectorId: 'emea',
      workflowId: `backfill/${newId('emea')}`,
      runId: newId('run'),
      window: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' },
      reason: 'a gap',
      requestedBy: 'an admin',
      startedAt: '2026-11-20T10:00:00.000Z',
      completedAt: null,
      ended: null,
      ...changes,
    });

  it('are found by run id and by workflow id, where the newest counts', async () => {
    const first = await open();
    const { workflowId } = first;
    const second = await open({ workflowId, startedAt: '2026-11-20T11:00:00.000Z' });
    assert.deepEqual(await backfills.find(first.runId), first);
    assert.deepEqual(await backfills.find(workflowId), second);
    assert.equal(await backfills.find('backfill/none'), undefined);
  });

  it('stay as they were opened, and end once', async () => {
    const record = await open();
    assert.deepEqual(await backfills.open({ ...record, reason: 'another' }), record);
    await backfills.close(record.runId, { ended: 'canceled' }, '2026-11-20T12:00:00.000Z');
    await backfills.close(record.runId, { ended: 'done' }, '2026-11-20T13:00:00.000Z');
    const ended = { ended: 'canceled', completedAt: '2026-11-20T12:00:00.000Z' };
    assert.deepEqual(await backfills.find(record.runId), { ...record, ...ended });
  });

  it('are listed with their connector, newest first, each once', async () => {
    const connectorId = newId('emea');
    const first = await open({ connectorId });
    const second = await open({ connectorId, startedAt: '2026-11-20T11:00:00.000Z' });
    await open({ ...first, startedAt: '2026-11-20T12:00:00.000Z' });
    await open();
    assert.deepEqual(await backfills.list(connectorId, 9), [first.runId, second.runId]);
    assert.deepEqual(await backfills.list(connectorId, 1), [first.runId]);
  });
});
