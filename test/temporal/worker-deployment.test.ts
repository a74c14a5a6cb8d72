import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { ArchiverDeps } from '../../src/activities/deps.js';
import type { Source } from '../../src/sources/source.js';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { commandToMakeCurrent, workerDeployment } from '../../src/temporal/worker-deployment.js';
import { createWorkers } from '../../src/worker.js';
import { changed } from '../activities/changed.js';
import { Bench, forBoth } from '../activities/bench.js';
import { WINDOW } from '../sources/telemessage/fixture.js';
import { newId } from '../storage/shared-azurite.js';
import { quietTemporal } from '../support/quiet-temporal.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';

const DEPLOYMENT = 'archiver';
const TASK_QUEUE = 'whatsapp-archiver';
const ITEMS = 3;

describe('a deployment of workers', function () {
  it('names its build after the package and its workflows', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-test-'));
    const bundles = ['one', 'another'].map((name) => join(directory, name));
    for (const bundle of bundles) await writeFile(bundle, bundle);
    const [one, again, another] = await Promise.all(
      [...bundles.slice(0, 1), ...bundles].map(async (bundle) => await workerDeployment(DEPLOYMENT, bundle)),
    );
    await rm(directory, { recursive: true });
    assert.match(one?.version.buildId ?? '', /^\d+\.\d+\.\d+-[0-9a-f]{12}$/);
    assert.deepEqual(one, again);
    assert.notDeepEqual(one?.version, another?.version);
  });

  it('is made current by a command that names both', () => {
    const version = { deploymentName: DEPLOYMENT, buildId: '1.0.0-abc' };
    assert.match(
      commandToMakeCurrent({ version, useWorkerVersioning: false }),
      / --deployment-name archiver --build-id 1\.0\.0-abc$/,
    );
  });

  describe('on a real server', () => {
    let server: DevServer;
    let client: Client;
    let connection: NativeConnection;
    let bench: Bench;
    const stops: (() => Promise<void>)[] = [];

    before(async function () {
      const cli = temporalCli(this);
      quietTemporal();
      server = await startDevServer({ cli });
      client = new Client({ connection: await Connection.connect({ address: server.address }) });
      connection = await NativeConnection.connect({ address: server.address });
      bench = await Bench.open();
    });
    after(async () => {
      for (const stop of stops) await stop();
      await bench?.close();
      await connection?.close();
      await client?.connection.close();
      await server?.stop();
    });

    /** Starts workers of a build; resolves once Temporal knows it, to a function that stops them. */
    const startBuild = async (buildId: string, deps: ArchiverDeps): Promise<() => Promise<void>> => {
      const workers = await createWorkers(
        {
          connection,
          namespace: client.options.namespace,
          taskQueue: TASK_QUEUE,
          workerDeploymentOptions: {
            version: { deploymentName: DEPLOYMENT, buildId },
            useWorkerVersioning: true,
            defaultVersioningBehavior: 'AUTO_UPGRADE',
          },
        },
        deps,
      );
      const stop = stopper(workers);
      stops.push(stop);
      await until(`Temporal to know ${buildId}`, async () => (await buildsOf(client)).includes(buildId));
      return stop;
    };

    it('gets no run before it is made current, and a run under way goes on in the build that is made current then', async () => {
      bench.site.addItems(Array.from({ length: ITEMS }, () => forBoth({ itemId: newId('item') })));
      const source = bench.deps.sourceOf((await bench.deps.connectors.get(bench.connectorId)).connector);
      const held = holding(source);
      const stopOld = await startBuild('old', { ...bench.deps, sourceOf: () => held.source });
      const run = await client.workflow.start('connectorRun', {
        workflowId: newId('run'),
        taskQueue: TASK_QUEUE,
        args: [{ connectorId: bench.connectorId, window: WINDOW }],
      });
      assert.deepEqual(await buildsIn(run), [], 'it began without a current build');

      await makeCurrent(client, 'old');
      await until('the run to list', () => held.isAsked);
      await startBuild('new', bench.deps);
      await makeCurrent(client, 'new');
      held.release();
      const { counts } = await run.result();
      await stopOld();

      assert.equal(counts.imported, 2 * ITEMS);
      assert.equal(bench.countMails(bench.idOf('anna@contoso.example')), ITEMS);
      assert.deepEqual(await buildsIn(run), ['old', 'new']);
    });
  });
});

function stopper(workers: Worker[]): () => Promise<void> {
  const running = Promise.all(workers.map(async (worker) => await worker.run()));
  let isStopped = false;
  return async () => {
    if (!isStopped) for (const worker of workers) worker.shutdown();
    isStopped = true;
    await running;
  };
}

/** A source whose first page waits until it is let go. */
function holding(source: Source): { source: Source; release: () => void; readonly isAsked: boolean } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let isAsked = false;
  const fetchPage: Source['fetchPage'] = async (...asked) => {
    isAsked = true;
    await released;
    return await source.fetchPage(...asked);
  };
  return {
    source: changed(source, { fetchPage }),
    release,
    get isAsked() {
      return isAsked;
    },
  };
}

async function buildsOf({ workflowService, options: { namespace } }: Client): Promise<string[]> {
  try {
    const asked = { namespace, deploymentName: DEPLOYMENT };
    const { workerDeploymentInfo: info } = await workflowService.describeWorkerDeployment(asked);
    return (info?.versionSummaries ?? []).map(({ deploymentVersion }) => deploymentVersion?.buildId ?? '');
  } catch {
    return []; // not known yet
  }
}

async function makeCurrent(
  { workflowService, options: { namespace } }: Client,
  buildId: string,
): Promise<void> {
  const wanted = { namespace, deploymentName: DEPLOYMENT, buildId };
  await until(`both task queues of ${buildId}`, async () => {
    try {
      await workflowService.setWorkerDeploymentCurrentVersion(wanted);
      return true;
    } catch {
      return false; // it polls only one of them so far
    }
  });
}

/** The builds that have worked on the run, in their order. */
async function buildsIn(run: WorkflowHandle): Promise<string[]> {
  const { events } = await run.fetchHistory();
  const builds = (events ?? []).flatMap(
    ({ workflowTaskCompletedEventAttributes: task }) => task?.deploymentVersion?.buildId ?? [],
  );
  return [...new Set(builds)];
}
