import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import {
  NativeConnection,
  Runtime,
  Worker,
  type WorkerDeploymentOptions,
  type WorkerOptions,
} from '@temporalio/worker';
import { createActivities } from './activities/index.js';
import type { ArchiverDeps } from './activities/deps.js';
import type { Connector } from './domain/connector.js';
import { createLogger } from './logger.js';
import { remakeLostSchedules } from './lost-schedules.js';
import { openMicrosoft365 } from './microsoft365/open.js';
import { SecretStore } from './secrets.js';
import type { Settings } from './settings.js';
import type { Source } from './sources/source.js';
import { openSource } from './sources/open-source.js';
import { openStorage } from './storage/azure.js';
import { openRepositories, type Repositories } from './storage/repositories.js';
import { temporalConfig, unreachable } from './temporal/connect.js';
import { activityInterceptors } from './temporal/failures.js';
import { pauseFlags } from './temporal/pause-flags.js';
import { TemporalRuns } from './temporal/runs.js';
import { Schedules } from './temporal/schedules.js';
import { ensureSearchAttributes } from './temporal/search-attributes.js';
import { workerDeployment } from './temporal/worker-deployment.js';

/** Written by the build, so that a worker starts without a bundler and replays exactly what was tested. */
const WORKFLOW_BUNDLE = fileURLToPath(new URL('../dist/workflow-bundle.js', import.meta.url));
/** An activity under way may finish; then it is canceled, and Temporal gives it to another worker. */
const SHUTDOWN_GRACE = '30 seconds';

/**
 * Runs a worker until SIGINT or SIGTERM: settings → adapters → activities → Worker.run(). `onReady` is called once it
 * polls, with its version where versions are deployed. Rejects with TemporalUnreachable, or InvalidArgument where the
 * namespace lacks what we need.
 */
export async function runWorker(
  settings: Settings<'storage' | 'graph' | 'secrets'>,
  env: NodeJS.ProcessEnv,
  onReady: (deployment?: WorkerDeploymentOptions) => void,
): Promise<void> {
  const logger = createLogger();
  Runtime.install({ logger });
  const { connectionOptions, namespace } = temporalConfig(env);
  const connection = await connect(connectionOptions);
  try {
    await ensureSearchAttributes(connection.operatorService, namespace);
    const schedules = new Schedules(new Client({ connection, namespace }), settings.taskQueue);
    const deps = buildDeps(settings, schedules);
    const deployment = await deploymentOf(settings);
    const workers = await createWorkers(
      { connection, namespace, taskQueue: settings.taskQueue, ...deployment },
      deps,
    );
    onReady(deployment.workerDeploymentOptions);
    await Promise.all([runAll(workers), remakeLostSchedules({ ...deps, schedules }, logger)]);
  } finally {
    await connection.close();
  }
}

async function connect(options: Parameters<typeof NativeConnection.connect>[0]): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (cause) {
    throw unreachable(options?.address, cause);
  }
}

async function deploymentOf({
  deployment,
}: Pick<Settings, 'deployment'>): Promise<Pick<WorkerOptions, 'workerDeploymentOptions'>> {
  if (deployment === undefined) return {};
  return { workerDeploymentOptions: await workerDeployment(deployment, WORKFLOW_BUNDLE) };
}

/** Two workers: workflows with the activities around them, and the calls to Graph on a task queue of their own. */
export async function createWorkers(
  options: Pick<WorkerOptions, 'connection' | 'namespace' | 'taskQueue' | 'workerDeploymentOptions'>,
  deps: ArchiverDeps,
): Promise<Worker[]> {
  const common: WorkerOptions = {
    ...options,
    activities: createActivities(deps),
    interceptors: { activity: [activityInterceptors] },
    shutdownGraceTime: SHUTDOWN_GRACE,
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 5, maximum: 40 },
  };
  const main = await Worker.create({
    ...common,
    workflowBundle: { codePath: WORKFLOW_BUNDLE },
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 5, maximum: 40 },
  });
  const imports = await Worker.create({
    ...common,
    taskQueue: `${options.taskQueue}-import`,
  });
  return [main, imports];
}

/** Both or none: a half worker would leave runs waiting without a word. */
async function runAll(workers: Worker[]): Promise<void> {
  await Promise.all(
    workers.map(async (worker) => {
      try {
        await worker.run();
      } finally {
        for (const other of workers) if (other.getState() === 'RUNNING') other.shutdown();
      }
    }),
  );
}

export function buildDeps(
  settings: Settings<'storage' | 'graph' | 'secrets'>,
  schedules: Schedules,
): ArchiverDeps {
  const repositories = openRepositories(openStorage(settings.storage));
  const runs = new TemporalRuns(schedules.client, schedules.taskQueue);
  return {
    ...repositories,
    ...openMicrosoft365(settings.graph),
    sourceOf: sourcesBy(repositories, new SecretStore(settings.secrets.directory)),
    ...pauseFlags(schedules),
    isRunning: async (run) => await runs.isRunning(run),
    settleMs: settings.settleMs,
  };
}

/** One source per connector and version of its settings, so that its session and its refusals are shared. */
function sourcesBy({ connectors }: Repositories, secrets: SecretStore): (connector: Connector) => Source {
  const sources = new Map<string, Source>();
  return (connector) => {
    const key = JSON.stringify([connector.id, connector.source]);
    const known = sources.get(key);
    if (known) return known;
    const source = openSource(connector.source, secrets, {
      refusedVersion: async () => await connectors.refusedSecret(connector.id),
      refuse: async (version) => await connectors.refuseSecret(connector.id, version),
    });
    sources.set(key, source);
    return source;
  };
}
