import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Context } from 'mocha';
import {
  ADMIN,
  runClient,
  startClient,
  startInstallation,
  startWorkerProcess,
  type ClientProcess,
  type Finished,
  type Installation,
  type InstallationOptions,
  type WorkerProcess,
} from '../../src/sandbox/installation.js';
import { makeWorld, type World } from '../../src/sandbox/world/world.js';
import { loginOf, writeConnectorFile } from '../../src/sandbox/write-connector-file.js';
import type { MappingRules } from '../../src/domain/mapping.js';
import { temporalCli } from '../support/temporal-cli.js';

const DAY_MS = 86_400_000;

export interface StageOptions extends Omit<InstallationOptions, 'world' | 'temporalCli'> {
  seed: string;
  items?: number;
  /** What the TeleMessage site is given of the day's records; default: all. */
  delivered?: (world: World) => unknown[];
}

interface CreateOptions {
  password?: string;
  source?: Record<string, string>;
  env?: NodeJS.ProcessEnv;
}

/** An installation with yesterday in its source, and our command line and workers as processes of their own in it. */
export class Stage {
  readonly #workers: WorkerProcess[] = [];

  private constructor(
    readonly world: World,
    readonly installation: Installation,
    readonly temporal: Client,
  ) {}

  /** Skips the calling hook where there is no Temporal CLI. */
  static async start(context: Context, options: StageOptions): Promise<Stage> {
    const { seed, items = 24, delivered = (world: World) => world.items, ...rest } = options;
    const cli = temporalCli(context);
    const world = makeWorld({ seed, day: new Date(Date.now() - DAY_MS).toISOString().slice(0, 10), items });
    const installation = await startInstallation({
      settleSeconds: 1,
      ...rest,
      world: { ...world, items: delivered(world) },
      temporalCli: cli,
    });
    const connection = await Connection.connect({ address: installation.temporal.address });
    return new Stage(world, installation, new Client({ connection }));
  }

  async close(): Promise<void> {
    for (const worker of this.#workers) await worker.stop('SIGKILL');
    await this.temporal.connection.close();
    await this.installation.close();
  }

  get env(): NodeJS.ProcessEnv {
    return this.installation.env;
  }

  /** `log` takes its lines, `env` is added to the installation's. */
  async startWorker(log?: (line: string) => void, env: NodeJS.ProcessEnv = {}): Promise<WorkerProcess> {
    const worker = await startWorkerProcess({ ...this.env, ...env }, log);
    this.#workers.push(worker);
    return worker;
  }

  /** Writes a connector file whose lookback holds the whole day; `source` replaces keys of its source. */
  async connectorFile(id: string, source: Record<string, string> = {}): Promise<string> {
    const file = await writeConnectorFile(this.installation, this.world, id);
    const connector = JSON.parse(await readFile(file, 'utf8')) as { schedule: object; source: object };
    const schedule = { ...connector.schedule, lookbackHours: 72 };
    await writeFile(
      file,
      JSON.stringify({ ...connector, schedule, source: { ...connector.source, ...source } }),
    );
    return file;
  }

  /** A connector file of its own with another mapping, and the CSV beside it that it names. */
  async fileWith(
    id: string,
    { mapping }: { mapping: Partial<MappingRules> & { csvFile?: string } },
    csv = '',
  ): Promise<string> {
    const file = await this.connectorFile(id);
    const own = await mkdtemp(join(this.installation.directory, 'file-'));
    if (mapping.csvFile !== undefined) await writeFile(join(own, mapping.csvFile), csv);
    const path = join(own, 'connector.json');
    await writeFile(
      path,
      JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), mapping }),
    );
    return path;
  }

  /** Runs `connector create`; `password` goes to its standard input. */
  async create(
    id: string,
    { password = loginOf(this.installation), source = {}, env = {} }: CreateOptions = {},
  ): Promise<Finished> {
    const file = await this.connectorFile(id, source);
    return await this.run(
      ['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'],
      password,
      env,
    );
  }

  /** Runs a command to its end and looks for secrets in what it prints. */
  async run(args: string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const finished = await runClient({ ...this.env, ...env }, args, input);
    assertNothingSecret(finished, this);
    return finished;
  }

  /** Runs a command under `--json` and resolves to its document. */
  async json<T>(exitCode: number, args: string[], input = ''): Promise<T> {
    const { stdout, stderr, exitCode: found } = await this.run([...args, '--json'], input);
    assert.equal(found, exitCode, `${args.join(' ')} printed:\n${stdout}${stderr}`);
    return JSON.parse(stdout) as T;
  }

  startClient(args: string[]): ClientProcess {
    return startClient(this.env, args);
  }

  secretFile(name: string): string {
    return join(this.env['ARCHIVER_SECRETS_DIR'] ?? '', name);
  }
}

/** Reports on standard output name people: that is what they are for. Nothing else does. */
function assertNothingSecret({ stdout, stderr }: Finished, { env, world }: Stage): void {
  const key = /AccountKey=([^;]+)/.exec(env['AZURE_STORAGE_CONNECTION_STRING'] ?? '')?.[1] ?? '';
  for (const secret of [ADMIN.password, env['AZURE_CLIENT_SECRET'] ?? '', key]) {
    assert.ok(secret.length > 10);
    assert.ok(!`${stdout}${stderr}`.includes(secret), 'a secret was printed');
  }
  const digits = stderr.replaceAll(/[\s()+.-]/g, '');
  for (const number of numbersOf(world)) assert.ok(!digits.includes(number), 'a phone number was printed');
}

/** Everybody's numbers, digits only. */
export function numbersOf({ people }: World): string[] {
  return people.flatMap(({ identities }) => identities.flatMap(({ digits }) => digits ?? []));
}

export interface ErrorDocument {
  error: { code: string; message: string; nextStep: string };
}

/** An error as the contract has it: three lines at most, first its code, last the next step; no stack; nothing on standard output. */
export function assertError(finished: Finished, exitCode: number, code: string, named: RegExp = /./): void {
  const { stdout, stderr, exitCode: found } = finished;
  assert.equal(found, exitCode, stderr);
  assert.equal(stdout, '');
  // A waiting command has printed its progress before.
  const lines = stderr.trimEnd().split('\n').slice(-3);
  const at = lines.findIndex((line) => line.startsWith(`${code}: `));
  assert.ok(at >= 0, `no ${code} within the last three lines of:\n${stderr}`);
  assert.match(lines.at(-1) ?? '', /^Next step: ./);
  assert.match(lines.slice(at).join('\n'), named);
  assert.doesNotMatch(stderr, /^\s+at /m);
}

const PROGRESS = new RegExp(
  [
    /^([\d,]+ of [\d,]+ days done: )?imported [\d,]+( · [\d,]+ (skipped|failed))*/,
    /( · ([\d,]+ of [\d,]+ items|looking for late items|taking up once more what was refused, \d+ items? to go))?/,
    /( · part \d+ of \d+)?( · (\d+ (s|min|h) left|waiting for .+))?$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

/** What a command that waits may print in a pipe: plain lines of progress and nothing else, warnings of libraries neither. */
export function assertProgress(lines: string[]): void {
  assert.match(lines[0] ?? '', /^waiting for (run|backfill)\//);
  for (const line of lines.slice(1)) {
    if (line !== 'opening the run' && line !== 'writing the report') assert.match(line, PROGRESS);
  }
}
