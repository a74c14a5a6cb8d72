import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { Context } from 'mocha';
import type { createActivities } from '../../src/activities/index.js';
import { emptyCounts } from '../../src/domain/report.js';
import type { RunPlan, Slice } from '../../src/domain/run.js';
import { windowOf } from '../../src/domain/window.js';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { quietTemporal } from '../support/quiet-temporal.js';
import { temporalCli } from '../support/temporal-cli.js';

type Activities = ReturnType<typeof createActivities>;
type Name = keyof Activities;
/** What a test lets an activity do; undefined lets it succeed plainly. */
export type Script = { [N in Name]?: (input: Parameters<Activities[N]>[0]) => unknown };

const DAY_MS = 86_400_000;
/** So few that one of three is taken up from its history, as after a restart of its worker. */
const CACHED_WORKFLOWS = 2;

export interface StageOptions {
  /** How long a history may grow before it is to go on in a new one; default: as long as on a server. */
  suggestedEvents?: number;
  /** Not manned, it has nobody for the workflows until a program is started. */
  isManned?: boolean;
  /** How many workflows are held in memory; one that is not costs its whole history again for each step. */
  cachedWorkflows?: number;
}

/** The workflows on a real Temporal server, with activities that do as each test says. */
export class Stage {
  /** Every call of an activity, in the order they came. */
  calls: { name: Name; input: Record<string, unknown> }[] = [];
  #script: Script = {};
  readonly #taskQueue = randomUUID();
  readonly #stops: (() => Promise<void>)[] = [];

  private constructor(
    readonly server: DevServer,
    readonly client: Client,
    readonly connection: NativeConnection,
    private readonly cachedWorkflows: number,
  ) {}

  /** Skips the calling hook without a Temporal CLI. */
  static async open(context: Context, options: StageOptions = {}): Promise<Stage> {
    const { suggestedEvents = 4_096, isManned = true, cachedWorkflows = CACHED_WORKFLOWS } = options;
    const cli = temporalCli(context);
    quietTemporal();
    const server = await startDevServer({
      cli,
      extraArguments: [
        '--dynamic-config-value',
        `limit.historyCount.suggestContinueAsNew=${suggestedEvents}`,
      ],
    });
    const client = new Client({ connection: await Connection.connect({ address: server.address }) });
    const connection = await NativeConnection.connect({ address: server.address });
    const stage = new Stage(server, client, connection, cachedWorkflows);
    await stage.#startActivities();
    if (isManned) await stage.startProgram();
    return stage;
  }

  async close(): Promise<void> {
    await Promise.all(this.#stops.map(async (stop) => await stop()));
    await this.connection.close();
    await this.client.connection.close();
    await this.server.stop();
  }

  /** What the activities do from now on; their former calls are forgotten. */
  play(script: Script): void {
    this.#script = script;
    this.calls = [];
  }

  /** Lets something happen in an activity before it does what it is to do. */
  interfere(name: Name, before: () => unknown): void {
    const scripted: (input: never) => unknown = this.#script[name] ?? PLAIN[name];
    const both = async (input: never): Promise<unknown> => {
      await before();
      return await scripted(input);
    };
    this.#script = { ...this.#script, [name]: both };
  }

  async start(
    workflow: 'connectorRun' | 'archiveItem' | 'backfill',
    input: object,
  ): Promise<WorkflowHandleWithFirstExecutionRunId> {
    return await this.client.workflow.start(workflow, {
      workflowId: randomUUID(),
      taskQueue: this.#taskQueue,
      args: [input],
    });
  }

  /** Inputs of an activity's calls. */
  of(name: Name): Record<string, unknown>[] {
    return this.calls.filter((call) => call.name === name).map(({ input }) => input);
  }

  /** Resolves to what stops this worker of the workflows: of the present program, or of one that was bundled otherwise. */
  async startProgram(workflowBundle?: WorkflowBundleWithSourceMap): Promise<() => Promise<void>> {
    const worker = await Worker.create({
      connection: this.connection,
      taskQueue: this.#taskQueue,
      workflowBundle: workflowBundle ?? (await bundleProgram()),
      maxCachedWorkflows: this.cachedWorkflows,
      // Two programs in one process are told apart by it; Temporal gives work to both alike.
      workerDeploymentOptions: {
        version: { deploymentName: 'stage', buildId: randomUUID() },
        useWorkerVersioning: false,
      },
    });
    return this.#run(worker);
  }

  async #startActivities(): Promise<void> {
    const activities = Object.fromEntries(
      Object.keys(PLAIN).map((name) => [
        name,
        async (input: never) => await this.#perform(name as Name, input),
      ]),
    );
    for (const taskQueue of [this.#taskQueue, `${this.#taskQueue}-import`])
      this.#run(await Worker.create({ connection: this.connection, activities, taskQueue }));
  }

  #run(worker: Worker): () => Promise<void> {
    const running = worker.run();
    const stop = async (): Promise<void> => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
    };
    this.#stops.push(stop);
    return stop;
  }

  async #perform(name: Name, input: never): Promise<unknown> {
    this.calls.push({ name, input });
    const scripted = this.#script[name] as ((input: never) => unknown) | undefined;
    return await (scripted ?? PLAIN[name])(input);
  }
}

/** The workflows as a worker would load them; `changes` replaces modules, by their paths. */
export async function bundleProgram(
  changes: Record<string, string> = {},
): Promise<WorkflowBundleWithSourceMap> {
  return await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../src/workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, alias: Object.assign({}, config.resolve?.alias, changes) },
    }),
  });
}

/** Every activity as it goes when nothing is to be done. */
const PLAIN: { [N in Name]: (input: never) => unknown } = {
  openRun: () => planOf(0),
  openBackfill: () => undefined,
  readDay: () => null,
  closeBackfill: () => undefined,
  listOpenItems: () => ({ items: [], last: null }),
  listParkedItems: () => ({ items: [], last: null }),
  fetchWindow: () => ({ blob: 'page', items: [], relisted: 0, end: { isWhole: true } }),
  stageItem: () => undefined,
  convertItem: () => undefined,
  mapItem: () => ({ mailboxes: ['box-1'] }),
  importItem: () => 'imported',
  recordFailure: () => undefined,
  settleItem: () => undefined,
  moveWatermark: () => true,
  reportRun: ({ run, ended, reason }: Parameters<Activities['reportRun']>[0]) => ({
    run,
    state: ended,
    reason,
    counts: emptyCounts(),
  }),
  readPause: () => ({ isPaused: false, note: '' }),
  setPause: ({ isPaused, note }: Parameters<Activities['setPause']>[0]) => ({ isPaused, note }),
  pauseConnector: () => undefined,
};

/** A run of so many slices, the first of them in the lookback where that is asked for. */
export function planOf(count: number, changes: Partial<RunPlan> & { lookback?: number } = {}): RunPlan {
  const { lookback = 0, ...plan } = changes;
  const slices = Array.from({ length: count }, (_, index): Slice => {
    const from = Date.parse('2026-11-01') + index * DAY_MS;
    return { index, window: windowOf(from, from + DAY_MS), isLookback: index < lookback };
  });
  return {
    run: { connectorId: 'emea', runId: randomUUID() },
    displayName: 'WhatsApp EMEA',
    window: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' },
    movesWatermark: true,
    slices,
    ...plan,
  };
}

/** Keys of so many items that no other call has named. */
export function newItems(count: number): { itemKey: string; index: number }[] {
  return Array.from({ length: count }, (_, index) => ({ itemKey: randomUUID(), index }));
}
