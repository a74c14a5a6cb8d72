import assert from 'node:assert/strict';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import type { Context } from 'mocha';
import type { Report } from '../../src/domain/report.js';
import type { Window } from '../../src/domain/window.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import {
  ADMIN,
  runClient,
  startInstallation,
  startWorkerProcess,
  type Installation,
  type InstallationOptions,
  type WorkerProcess,
} from '../../src/sandbox/installation.js';
import { makeWorld, type World } from '../../src/sandbox/world/world.js';
import { writeConnectorFile } from '../../src/sandbox/write-connector-file.js';
import { findReport } from '../../src/operations/report.js';
import { readSettings } from '../../src/settings.js';
import { openStorage } from '../../src/storage/azure.js';
import { openRepositories, type Repositories } from '../../src/storage/repositories.js';
import { TemporalRuns } from '../../src/temporal/runs.js';
import { Schedules, type StartedRun } from '../../src/temporal/schedules.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';

export const CONNECTOR = 'whatsapp';
const TASK_QUEUE = 'whatsapp-archiver';
const DAY_MS = 86_400_000;
const ITEMS = 40;

export interface RigOptions extends Partial<InstallationOptions> {
  seed: string;
  /** The first day in the source, at which the connector begins; default: yesterday. */
  day?: string;
  items?: number;
  /** Address under which the connector knows the TeleMessage site; default: the site's own. */
  siteUrl?: (installation: Installation) => Promise<string>;
}

/** An installation with a connector, the workers a test starts in it, and a look into its storage. */
export class Rig {
  /** The first day, and what else the source was given. */
  readonly days: World[] = [];
  readonly #archived = new Set<World>();
  readonly #workers: WorkerProcess[] = [];

  private constructor(
    readonly seed: string,
    readonly installation: Installation,
    readonly client: Client,
    readonly storage: Repositories,
  ) {}

  /** With its first day in the source, so that a daily run finds it. Skips the calling hook or test without a Temporal CLI. */
  static async start(
    context: Context,
    { seed, day = daysAgo(1), items = ITEMS, siteUrl, ...options }: RigOptions,
  ): Promise<Rig> {
    const temporal = temporalCli(context);
    const world = makeWorld({ seed, day, items });
    const installation = await startInstallation({
      world,
      temporalCli: temporal,
      settleSeconds: 1,
      ...options,
    });
    const connection = await Connection.connect({ address: installation.temporal.address });
    const { storage } = readSettings(installation.env, { need: ['storage'] });
    const rig = new Rig(
      seed,
      installation,
      new Client({ connection }),
      openRepositories(openStorage(storage)),
    );
    rig.days.push(world);
    await rig.#createConnector(world, siteUrl && (await siteUrl(installation)));
    return rig;
  }

  /** The first day, where no other was asked for. */
  get yesterday(): World {
    return this.days[0] as World;
  }

  async close(): Promise<void> {
    for (const worker of this.#workers) await worker.stop('SIGKILL');
    await this.client.connection.close();
    await this.installation.close();
  }

  async startWorker(): Promise<WorkerProcess> {
    const worker = await startWorkerProcess(this.installation.env);
    this.#workers.push(worker);
    return worker;
  }

  /** Gives the source one more day, of the same people. */
  addDay(day: string, items = ITEMS): World {
    const { handOver } = this.yesterday;
    const world = makeWorld({ seed: this.seed, day, items, handOver });
    this.installation.site.addItems(world.items, world.attachmentBytes);
    this.days.push(world);
    return world;
  }

  /** Starts a run over a window of its own, as a backfill does. */
  async start(window: Window): Promise<WorkflowHandle> {
    return await this.client.workflow.start('connectorRun', {
      workflowId: `run/${CONNECTOR}-${window.from}_${window.to}`,
      taskQueue: TASK_QUEUE,
      args: [{ connectorId: CONNECTOR, window }],
    });
  }

  /** The same, to its end. */
  async archive({ window }: World): Promise<Report> {
    return await this.reportOf(await this.start(window));
  }

  /** Starts a daily run up to now, as `connector run` does. */
  async startDaily(): Promise<WorkflowHandle> {
    const find = await new Schedules(this.client, TASK_QUEUE).trigger(CONNECTOR);
    let run: StartedRun | undefined;
    await until('the schedule to start a run', async () => (run = await find()) !== undefined);
    return this.client.workflow.getHandle(run?.workflowId ?? '', undefined, {
      firstExecutionRunId: run?.runId ?? '',
    });
  }

  /** Waits for the run's end, however it ends, and resolves to its report. */
  async reportOf(handle: WorkflowHandle): Promise<Report> {
    await handle.result().catch(() => undefined);
    return await this.report(handle.workflowId);
  }

  /** As `report` prints it, whose process would take a second. */
  async report(workflowId: string): Promise<Report> {
    const temporalRuns = new TemporalRuns(this.client, TASK_QUEUE);
    return await findReport({ ...this.storage, temporalRuns }, workflowId);
  }

  async command<T>(args: string[], input = ''): Promise<T> {
    const { exitCode, stdout, stderr } = await runClient(this.installation.env, [...args, '--json'], input);
    assert.ok(exitCode === 0 || exitCode === 3, `${args.join(' ')} ended with ${exitCode}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** Mails in all mailboxes. */
  countMails(): number {
    const { tenant } = this.installation;
    return tenant.users.reduce((sum, { id }) => sum + tenant.messagesOf(id).length, 0);
  }

  /** What the mailboxes hold against the generators of these days. */
  differences(days: Iterable<World>): string[] {
    const copies = [...days].flatMap(({ expected }) => expected.copies);
    const all: World = { ...this.yesterday, expected: { ...this.yesterday.expected, copies } };
    return compareMailboxes(all, this.installation.tenant);
  }

  /** How many outcome rows nobody has closed, over all runs. */
  async countOpen(): Promise<number> {
    let open = 0;
    for (const { runId } of await this.storage.runs.list(CONNECTOR, 100)) {
      open += await this.storage.outcomes.countOpen(runId);
    }
    return open;
  }

  /** The three proofs after every fault: each copy exactly once, a report that adds up to the generator's own count, nothing open. */
  async assertArchived(world: World, report: Report): Promise<void> {
    this.#archived.add(world);
    assert.deepEqual(this.differences(this.#archived), []);
    assertAddsUp(report);
    const { relisted: _, ...counts } = report.counts;
    assert.deepEqual(counts, { ...world.expected.counts, skipped: 0 });
    assert.equal(report.state, 'completed-with-failures');
    assert.equal(await this.countOpen(), 0);
  }

  async #createConnector(world: World, siteUrl: string | undefined): Promise<void> {
    const { installation } = this;
    const site = { ...installation.site, url: siteUrl ?? installation.site.url };
    const file = await writeConnectorFile({ ...installation, site }, world, CONNECTOR);
    await this.command(
      ['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'],
      ADMIN.password,
    );
  }
}

/** The UTC day so many days before today, YYYY-MM-DD. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

/** Counted here and not by the product: nothing available is without an outcome. */
export function assertAddsUp({ counts }: Report): void {
  const { availableForImport, imported, partiallyImported, skipped, failed } = counts;
  assert.equal(imported + partiallyImported + skipped + failed, availableForImport);
}

/** Creates that the tenant has carried out, whatever it answered. */
export function countCreated({ installation }: Rig): number {
  return installation.tenant.requests.filter(
    ({ method, path, status }) => method === 'POST' && path.endsWith('/messages') && status === 201,
  ).length;
}
