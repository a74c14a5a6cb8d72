import assert from 'node:assert/strict';
import { buildReport } from '../../src/domain/report.js';
import { Reports } from '../../src/storage/reports.js';
import { Runs, type RunRecord } from '../../src/storage/runs.js';
import { Table } from '../../src/storage/table.js';
import { mappingOf } from '../support/mapping.js';
import { newId, openTestStorage } from './shared-azurite.js';

function record(connectorId: string, change: Partial<RunRecord> = {}): RunRecord {
  const start = '2026-11-18T02:00:00.000Z';
  return {
    connectorId,
    runId: newId('run'),
    workflowId: `run/${connectorId}-${start}`,
    kind: 'daily',
    window: { from: start, to: '2026-11-19T02:00:00.000Z' },
    account: 'account-1',
    mapping: mappingOf(),
    connector: {
      id: connectorId,
      displayName: 'x'.repeat(20_000),
      source: {
        type: 'telemessage',
        product: 'whatsapp-phone-archiver',
        url: 'https://a.example',
        username: 'u',
        passwordSecret: 's',
      },
      schedule: { cron: '0 2 * * *', timezone: 'UTC', start, lookbackHours: 24 },
      mapping: { automatic: true },
      target: { folder: 'WhatsApp Archiver', itemClass: 'IPM.Note', maxItemBytes: 1 },
      termsAccepted: { by: 'admin@contoso.example', at: start },
    },
    startedAt: '2026-11-19T02:00:01.000Z',
    completedAt: null,
    ended: null,
    reason: null,
    relisted: 0,
    gaps: [],
    sourceFaults: [],
    ...change,
  };
}

describe('runs', () => {
  let runs: Runs;
  let other: Runs;
  let connectorId: string;

  before(async () => {
    runs = new Runs(await openTestStorage());
    other = new Runs(await openTestStorage());
  });

  beforeEach(() => {
    connectorId = newId('c');
  });

  it('go on with the settings they were opened with', async () => {
    const first = record(connectorId);
    assert.deepEqual(await runs.open(first), first);
    const changed = { ...first, account: 'account-2', startedAt: '2026-11-19T02:00:09.000Z' };
    assert.deepEqual(await other.open(changed), first);
    assert.deepEqual(await runs.list(connectorId, 10), [first]);
  });

  it('are found by run id and by workflow id, where the newest counts', async () => {
    const older = await runs.open(record(connectorId));
    const newer = await runs.open(record(connectorId, { startedAt: '2026-11-19T03:00:00.000Z' }));
    assert.deepEqual(await runs.get(older.runId), older);
    assert.deepEqual(await runs.get(older.workflowId), newer);
    await assert.rejects(runs.get('run/nobody-knows'), { code: 'RunNotFound' });
    await assert.rejects(runs.get('nobody'), { code: 'RunNotFound' });
  });

  it('are listed newest first, up to a limit, and never for another connector', async () => {
    for (const hour of ['05', '03', '04'])
      await runs.open(record(connectorId, { startedAt: `2026-11-19T${hour}:00:00.000Z` }));
    await runs.open(record(`${connectorId}0`));
    const listed = await runs.list(connectorId, 2);
    assert.deepEqual(
      listed.map(({ startedAt }) => startedAt.slice(11, 13)),
      ['05', '04'],
    );
    assert.equal((await runs.list(connectorId, 10)).length, 3);
  });

  it('are listed once, though an opening was cut off and repeated with another start', async () => {
    const run = await runs.open(record(connectorId));
    const lists = new Table(await openTestStorage(), 'runs');
    await lists.put(`connector|${connectorId}`, `00000000000001|${run.runId}`, { runId: run.runId });
    await lists.put(`connector|${connectorId}`, '00000000000002|gone', { runId: newId('gone') });
    assert.deepEqual(await runs.list(connectorId, 10), [run]);
  });

  it('are known to have no report until they have one, and are not those of another connector', async () => {
    const [first, second] = [await runs.open(record(connectorId)), await runs.open(record(connectorId))];
    await runs.open(record(`${connectorId}0`));
    const unreported = async () => new Set((await runs.unreported(connectorId)).map(({ runId }) => runId));
    assert.deepEqual(await unreported(), new Set([first.runId, second.runId]));
    await runs.setReported(first);
    await runs.setReported(first);
    assert.deepEqual(await unreported(), new Set([second.runId]));
    await runs.open(first);
    assert.deepEqual(await unreported(), new Set([second.runId]));
  });

  it('lose none of the changes that many make at the same time', async () => {
    const { runId } = await runs.open(record(connectorId));
    await Promise.all(
      [runs, other, runs, other].map((each) =>
        each.update(runId, (known) => ({ ...known, relisted: known.relisted + 1 })),
      ),
    );
    assert.equal((await runs.get(runId)).relisted, 4);
    await assert.rejects(
      runs.update(newId('run'), (known) => known),
      { code: 'RunNotFound' },
    );
  });
});

describe('reports', () => {
  it('are read as they were last written', async () => {
    const reports = new Reports(await openTestStorage());
    const { connector: _, account: __, kind: ___, ...facts } = record(newId('c'));
    const report = buildReport(facts, []);
    assert.equal(await reports.read(report.connectorId, report.runId), undefined);
    await reports.write(report);
    const ended = buildReport({ ...facts, ended: 'done' }, []);
    await reports.write(ended);
    assert.deepEqual(await reports.read(report.connectorId, report.runId), ended);
  });
});
