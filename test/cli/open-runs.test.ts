import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, defaultPayloadConverter, type WorkflowHandle } from '@temporalio/client';
import { connectorDelete } from '../../src/cli/connector-delete.js';
import { connectorPause, connectorResume } from '../../src/cli/connector-pause.js';
import { openRepositories, type Repositories } from '../../src/storage/repositories.js';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { Schedules } from '../../src/temporal/schedules.js';
import { connectionString, newId, openTestStorage } from '../storage/shared-azurite.js';
import { aConnector, START } from '../support/connectors.js';
import { mappingOf } from '../support/mapping.js';
import { temporalCli } from '../support/temporal-cli.js';
import { NOBODY, startUnattended } from '../support/unattended.js';
import { until } from '../support/until.js';

describe('a connector with runs under way, which no worker has in hand', function () {
  let server: DevServer;
  let client: Client;
  let schedules: Schedules;
  let repositories: Repositories;
  let directory: string;
  let id: string;

  before(async function () {
    server = await startDevServer({ cli: temporalCli(this) });
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
    schedules = new Schedules(client, NOBODY);
    repositories = openRepositories(await openTestStorage());
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-test-'));
    const settings = [
      `AZURE_STORAGE_CONNECTION_STRING="${await connectionString()}"`,
      `ARCHIVER_SECRETS_DIR=${directory}`,
      `TEMPORAL_ADDRESS=${server.address}`,
    ];
    await writeFile(join(directory, 'settings.env'), settings.join('\n'));
  });
  after(async () => {
    await client?.connection.close();
    await server?.stop();
    if (directory) await rm(directory, { recursive: true });
  });
  beforeEach(async () => {
    id = newId('c');
    const connector = aConnector(id);
    await repositories.connectors.create({ connector, account: newId('a'), mapping: mappingOf() }, START);
    await schedules.create(connector);
  });

  const options = () => ({ json: false, verbose: false, envFile: [join(directory, 'settings.env')] });
  const start = async (workflow: 'connectorRun' | 'backfill', kind: string): Promise<WorkflowHandle> =>
    await startUnattended(client, workflow, { connectorId: id, kind });
  const signalsOf = async (run: WorkflowHandle): Promise<unknown[]> => {
    const { events } = await run.fetchHistory();
    const received = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: it }) => it ?? []);
    return received.map(({ signalName, input }) => [
      signalName,
      ...(input?.payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload)),
    ]);
  };

  it('is not deleted before they have ended, and names them', async () => {
    const runs = [await start('connectorRun', 'daily'), await start('backfill', 'backfill')];
    await assert.rejects(connectorDelete(id, options()), (error: Error & { nextStep: string }) => {
      for (const { workflowId } of runs) assert.ok(error.message.includes(workflowId));
      assert.match(error.nextStep, /backfill cancel .*temporal workflow cancel/);
      return 'code' in error && error.code === 'InvalidArgument';
    });
    assert.ok(await schedules.describe(id));
    assert.ok(await repositories.connectors.get(id));
    for (const run of runs) await run.terminate();
    const query = `ArchiverConnector = '${id}' AND ExecutionStatus = 'Running'`;
    await until('their end to be listed', async () => (await client.workflow.count(query)).count === 0);
    assert.equal((await connectorDelete(id, options())).exitCode, 0);
    assert.equal(await schedules.readPause(id), null);
  });

  it('has them look at the flag that it has set: they may get the signal when the flag is another', async () => {
    const run = await start('connectorRun', 'daily');
    await connectorPause(id, { ...options(), reason: 'quota', by: 'ada' });
    await connectorResume(id, { ...options(), by: 'ben' });
    assert.deepEqual(await signalsOf(run), [
      ['pause', { reason: 'quota', by: 'ada', isWritten: true }],
      ['resume', { by: 'ben', isWritten: true }],
    ]);
  });

  it('lets them go on when it is resumed, also where somebody has deleted its schedule', async () => {
    const run = await start('connectorRun', 'daily');
    await schedules.delete(id);
    const resumed = await connectorResume(id, { ...options(), by: 'ada' });
    assert.deepEqual(resumed.json, { id, resumed: true, runs: [run.workflowId], triggered: false });
    assert.match(resumed.text, /schedule has been deleted/);
    assert.deepEqual(await signalsOf(run), [['resume', { by: 'ada', isWritten: false }]]);
  });

  it('has them wait when it is paused, also where somebody has deleted its schedule', async () => {
    const run = await start('connectorRun', 'daily');
    await schedules.delete(id);
    const paused = await connectorPause(id, { ...options(), reason: 'quota', by: 'ada' });
    const note = 'quota (paused by ada)';
    assert.deepEqual(paused.json, { id, paused: true, note, runs: [run.workflowId] });
    assert.match(paused.text, /schedule has been deleted/);
    assert.deepEqual(await signalsOf(run), [['pause', { reason: 'quota', by: 'ada', isWritten: false }]]);
  });

  it('starts no run when it is resumed without a schedule', async () => {
    await schedules.delete(id);
    const resumed = await connectorResume(id, options());
    assert.deepEqual(
      [resumed.exitCode, resumed.json],
      [0, { id, resumed: true, runs: [], triggered: false }],
    );
    await assert.rejects(connectorPause(id, { ...options(), reason: 'quota' }), {
      code: 'ConnectorNotFound',
    });
  });
});
