import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { TemporalRuns } from '../../src/temporal/runs.js';
import type { StartedRun } from '../../src/temporal/schedules.js';
import { ARCHIVER_PHASE } from '../../src/workflows/search-attributes.js';
import { temporalCli } from '../support/temporal-cli.js';

describe('a run as Temporal knows it', function () {
  let server: DevServer;
  let client: Client;
  let runs: TemporalRuns;

  before(async function () {
    server = await startDevServer({ cli: temporalCli(this) });
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
    runs = new TemporalRuns(client, 'nobody');
  });
  after(async () => {
    await client?.connection.close();
    await server?.stop();
  });

  /** A run that nobody works on, in this phase. */
  async function start(phase: string, workflowId = `run/${randomUUID()}`): Promise<StartedRun> {
    const handle = await client.workflow.start('connectorRun', {
      workflowId,
      taskQueue: 'nobody',
      typedSearchAttributes: [{ key: ARCHIVER_PHASE, value: phase }],
    });
    return { workflowId, runId: handle.firstExecutionRunId };
  }
  const terminate = async ({ workflowId }: StartedRun) =>
    await client.workflow.getHandle(workflowId).terminate();
  const stateOf = async (run: StartedRun) => [await runs.end(run), await runs.isRunning(run)];

  it('runs also while it is paused', async () => {
    assert.deepEqual(await stateOf(await start('archiving')), ['running', true]);
    assert.deepEqual(await stateOf(await start('paused')), ['paused', true]);
  });

  it('runs no more once it was terminated, or is unknown', async () => {
    const run = await start('paused');
    await terminate(run);
    assert.deepEqual(await stateOf(run), ['terminated', false]);
    assert.deepEqual(await stateOf({ ...run, workflowId: 'run/unknown' }), [undefined, false]);
  });

  it('runs no more where another one has its id since', async () => {
    const first = await start('archiving');
    await terminate(first);
    const second = await start('archiving', first.workflowId);
    assert.deepEqual(await stateOf(first), ['terminated', false]);
    assert.deepEqual(await stateOf(second), ['running', true]);
  });
});
