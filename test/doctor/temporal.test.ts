import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Connector } from '../../src/domain/connector.js';
import { checkUp } from '../../src/doctor/check-up.js';
import type { Examination } from '../../src/doctor/examination.js';
import type { Finding } from '../../src/doctor/finding.js';
import { examineRuns } from '../../src/doctor/runs.js';
import { examineSchedules } from '../../src/doctor/schedules.js';
import {
  examineServer,
  retentionAnswer,
  versionAnswer,
  type TemporalServer,
} from '../../src/doctor/temporal.js';
import { buildsAnswer, examineWorkers } from '../../src/doctor/workers.js';
import { freePort, startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { Schedules } from '../../src/temporal/schedules.js';
import { ARCHIVER_NEEDS_ATTENTION } from '../../src/workflows/search-attributes.js';
import { newId } from '../storage/shared-azurite.js';
import { quietTemporal } from '../support/quiet-temporal.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';
import { anExamination, aRecord, assertFinding, findingOf, statesOf } from './support.js';

const BUNDLE = fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url));
const DAY_SECONDS = 86_400;
/** A namespace as an administrator makes one who knows nothing of us. */
const BARE = 'bare';
// temporal.api.enums.v1.IndexedValueType
const [KEYWORD, INT] = [2, 3];

describe('the check of Temporal', function () {
  let temporal: DevServer;
  let client: Client;

  before(async function () {
    const cli = temporalCli(this);
    quietTemporal();
    temporal = await startDevServer({ cli });
    client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
    await client.workflowService.registerNamespace({
      namespace: BARE,
      workflowExecutionRetentionPeriod: { seconds: DAY_SECONDS as never },
    });
  });
  after(async () => {
    await client?.connection.close();
    await temporal?.stop();
  });

  const examine = async (
    env: NodeJS.ProcessEnv = {},
    then: (examination: Examination, server: TemporalServer) => Promise<void> = async () => undefined,
  ): Promise<Finding[]> => {
    const examination = anExamination('temporal');
    const server = await examineServer(examination, { TEMPORAL_ADDRESS: temporal.address, ...env });
    if (server) {
      await then(examination, server);
      await server.client.connection.close();
    }
    return examination.findings;
  };

  describe('the server', () => {
    it('is named with its address, its version and its namespace', async () => {
      const findings = await examine();
      assertFinding(findings, 'server', 'good', { detail: new RegExp(temporal.address) });
      assertFinding(findings, 'version', 'good', { detail: /^1\.\d+/ });
      assertFinding(findings, 'namespace', 'good', { detail: /^default$/ });
      assertFinding(findings, 'search attributes', 'good');
    });

    it('that does not answer is named within seconds, and nothing else is asked', async () => {
      const address = `127.0.0.1:${await freePort()}`;
      const findings = await examine({ TEMPORAL_ADDRESS: address });
      assertFinding(findings, 'server', 'bad', { detail: new RegExp(address), nextStep: /TEMPORAL_ADDRESS/ });
      assertFinding(findings, 'namespace', 'unknown', { detail: /no server answers/ });
    });

    it('without our namespace is told apart from one that is not there', async () => {
      const findings = await examine({ TEMPORAL_NAMESPACE: 'nowhere' });
      assertFinding(findings, 'server', 'good');
      assertFinding(findings, 'namespace', 'bad', { nextStep: /namespace create/ });
      assertFinding(findings, 'retention', 'unknown');
    });

    it('whose namespace keeps runs for a day and lacks search attributes is told the commands', async () => {
      const inBare = async () => await examine({ TEMPORAL_NAMESPACE: BARE });
      // Servers take a while to see a new namespace, and new search attributes.
      await until('the namespace', async () => findingOf(await inBare(), 'namespace').state === 'good');
      assertFinding(await inBare(), 'retention', 'bad', {
        detail: /1 days only/,
        nextStep: /temporal operator namespace update --namespace bare --retention 30d/,
      });
      assertFinding(await inBare(), 'search attributes', 'bad', {
        detail: /missing: ArchiverConnector.*ArchiverNeedsAttention/,
        nextStep: /search-attribute create --namespace bare --name ArchiverConnector --type Keyword/,
      });
      await client.connection.operatorService.addSearchAttributes({
        namespace: BARE,
        searchAttributes: { ArchiverConnector: INT, ArchiverKind: KEYWORD },
      });
      await until('the attribute', async () =>
        /wrong type: ArchiverConnector/.test(findingOf(await inBare(), 'search attributes').detail),
      );
      assertFinding(await inBare(), 'search attributes', 'bad', {
        nextStep: /search-attribute remove --namespace bare --name ArchiverConnector && /,
      });
    });

    it('of an older version than ours, or of one that nobody can read, is told', () => {
      const states = ['1.28.9', '1.29.0', '1.29.1', '1.31.2-rc.1', '2.0.0', 'cloud'].map(
        (version) => versionAnswer(version).state,
      );
      assert.deepEqual(states, ['bad', 'bad', 'good', 'good', 'good', 'unknown']);
    });

    it('that keeps runs for a week is good, and for less not', () => {
      assert.equal(retentionAnswer(7, 'default').state, 'good');
      assert.match(retentionAnswer(0.5, 'default').detail, /12 hours/);
      assert.equal(retentionAnswer(6.9, 'default').state, 'bad');
    });
  });

  describe('the workers', () => {
    const queue = newId('queue');
    const workersOf = async (): Promise<Finding[]> =>
      await examine(
        {},
        async (examination, server) => await examineWorkers(examination, server.client, queue),
      );

    it('that are not there are missed in both task queues', async () => {
      const findings = await workersOf();
      assertFinding(findings, `workers of ${queue}`, 'bad', { nextStep: /whatsapp-archiver worker/ });
      assertFinding(findings, `workers of ${queue}-import`, 'bad');
      assertFinding(findings, 'builds of workers', 'unknown', { detail: /no worker runs/ });
    });

    it('that run are counted, and half of them is not taken for all', async () => {
      const connection = await NativeConnection.connect({ address: temporal.address });
      const worker = await Worker.create({
        connection,
        taskQueue: queue,
        workflowBundle: { codePath: BUNDLE },
        identity: 'worker-1',
      });
      const running = worker.run();
      await until(
        'the worker',
        async () => findingOf(await workersOf(), `workers of ${queue}`).state === 'good',
      );
      const findings = await workersOf();
      assertFinding(findings, `workers of ${queue}-import`, 'bad');
      assertFinding(findings, 'builds of workers', 'good', { detail: /^one$/ });
      worker.shutdown();
      await running;
      await connection.close();
    });

    it('of two builds at the same time are named', () => {
      const one = { identity: '1@a', buildId: 'build-of-yesterday' };
      const two = { identity: '2@b', buildId: 'build-of-today' };
      assert.equal(buildsAnswer([one, one]).state, 'good');
      const answer = buildsAnswer([one, two]);
      assert.equal(answer.state, 'unknown');
      assert.match(answer.detail, /^2 at once: esterday \(1@a\); of-today \(2@b\)$/);
    });
  });

  it('leaves what runs unasked where the task queue is set wrongly, and lets go of the server', async () => {
    const env = { TEMPORAL_ADDRESS: temporal.address, ARCHIVER_TASK_QUEUE: 'no/queue' };
    const findings = await checkUp({ env });
    assertFinding(findings, 'ARCHIVER_TASK_QUEUE', 'bad', { detail: /^is not a name/ });
    assertFinding(findings, 'server', 'good');
    assertFinding(findings, 'workers', 'unknown', { detail: /ARCHIVER_TASK_QUEUE is wrong/ });
  });

  it('finds the runs that wait for a person', async () => {
    const taskQueue = newId('queue');
    const runsOf = async (): Promise<Finding[]> =>
      await examine({}, async (examination, server) => await examineRuns(examination, server, taskQueue));
    assert.deepEqual(
      [findingOf(await runsOf(), 'runs'), findingOf(await runsOf(), 'workflow tasks')].map(
        ({ state }) => state,
      ),
      ['good', 'good'],
    );
    const workflowId = `run/${newId('emea')}`;
    const handle = await client.workflow.start('connectorRun', {
      workflowId,
      taskQueue,
      typedSearchAttributes: [{ key: ARCHIVER_NEEDS_ATTENTION, value: true }],
    });
    await until('the run', async () => findingOf(await runsOf(), 'runs').state === 'bad');
    const findings = await runsOf();
    assertFinding(findings, 'runs', 'bad', { detail: new RegExp(workflowId), nextStep: /Temporal UI/ });
    assert.deepEqual(findingOf(findings, 'runs').waiting, [workflowId]);
    await handle.terminate();
  });

  it('finds schedules that are gone, paused, another installation’s, or of a connector that is being deleted', async () => {
    const schedules = new Schedules(client, 'ours');
    const records = Array.from({ length: 4 }, () => aRecord());
    const [running, paused, gone, elsewhere] = records.map(({ connector }) => connector) as [
      Connector,
      Connector,
      Connector,
      Connector,
    ];
    const deleted = { ...aRecord(), deletingAt: '2026-11-26T03:00:00.000Z' };
    await Promise.all([schedules.create(running), schedules.create(paused)]);
    await new Schedules(client, 'theirs').create(elsewhere);
    await schedules.setPause(paused.id, {
      isPaused: true,
      note: 'SourceRefusedLogin: correct the secret',
    });
    const examination = anExamination('temporal');
    await examineSchedules(examination, schedules, [...records, deleted]);
    const { findings } = examination;
    assert.deepEqual(Object.values(statesOf(findings)), ['good', 'bad', 'bad', 'bad', 'bad']);
    assertFinding(findings, `schedule of ${running.id}`, 'good', { detail: /next run at 20..-.*Z/ });
    assertFinding(findings, `schedule of ${paused.id}`, 'bad', {
      detail: /paused: SourceRefusedLogin: correct the secret/,
      nextStep: /connector resume/,
    });
    assertFinding(findings, `schedule of ${gone.id}`, 'bad', { detail: /not there/ });
    assertFinding(findings, `schedule of ${elsewhere.id}`, 'bad', { detail: /task queue theirs/ });
    assertFinding(findings, `schedule of ${deleted.connector.id}`, 'bad', {
      detail: /is being deleted/,
      nextStep: /connector delete/,
    });
    await Promise.all([running, paused, elsewhere].map(async ({ id }) => await schedules.delete(id)));
  });
});
