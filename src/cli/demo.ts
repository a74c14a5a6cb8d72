import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ArchiveError } from '../domain/errors.js';
import { startConsoleProcess, type ConsoleProcess } from '../processes/console.js';
import type { Counts, Report } from '../domain/report.js';
import { compareMailboxes } from '../sandbox/compare-mailboxes.js';
import { startInstallation, startWorkerProcess, type Installation } from '../sandbox/installation.js';
import { asDrops } from '../sandbox/sftp/drops.js';
import type { MappingMode } from '../sandbox/world/people.js';
import { makeWorld, type World } from '../sandbox/world/world.js';
import { loginOf, writeConnectorFile } from '../sandbox/write-connector-file.js';
import { writeEnvFile } from '../standalone/env-file.js';
import { Interrupted } from './errors.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { reportText } from './report-text.js';
import { shellWords } from './shell-words.js';
import { prepareWizard } from './demo-wizard.js';
import { onSignal } from './signals.js';
import { requireTemporalCli } from './temporal-cli.js';

const CLIENT = fileURLToPath(new URL('../client.js', import.meta.url));
const CONNECTOR = 'whatsapp-emea';
const SEED = 'demo';

/** What the demo has seen: the run's report, the same day once more, and the mailboxes held against the generator. */
interface Seen {
  report: Report;
  again: { runs: Report[]; counts: Counts };
  differences: string[];
}

interface DemoOptions {
  keep?: boolean;
  /** Where the pretend TeleMessage delivers the day. */
  source: 'site' | 'sftp';
  /** How people are mapped to mailboxes. */
  mapping: MappingMode;
}

/**
 * The main job on this machine: a generated day from a pretend TeleMessage into a pretend Microsoft 365, by the
 * commands, worker and Temporal server of any installation. Ends with 0 where the mailboxes hold exactly what they should.
 * Rejects with Interrupted on Ctrl-C, when all that it has started has ended.
 */
export async function demo(options: GlobalOptions & DemoOptions): Promise<CommandResult> {
  const { source, mapping } = options;
  const day = makeWorld({ seed: SEED, day: yesterday(), mapping });
  const world = source === 'sftp' ? asDrops(day) : day;
  const temporal = await requireTemporalCli('demo');
  const interruption = onSignal(interrupted);
  try {
    const installation = await startInstallation({ world, source, temporalCli: temporal.path, say });
    try {
      return await archiveDay({ ...installation, world }, options, interruption.signal);
    } finally {
      await installation.close();
    }
  } catch (error) {
    // A Ctrl-C in a terminal also reaches what we have started, and what then fails is its doing.
    throw interruption.signal.aborted ? interruption.signal.reason : error;
  } finally {
    interruption.stop();
  }
}

type Demo = Installation & { world: World; consoleUrl: string };

async function archiveDay(
  installation: Omit<Demo, 'consoleUrl'>,
  options: GlobalOptions & DemoOptions,
  signal: AbortSignal,
): Promise<CommandResult> {
  signal.throwIfAborted();
  const console = await startConsole(installation, signal);
  const place: Demo = { ...installation, consoleUrl: console.url };
  try {
    return await withWorker(place, options, signal);
  } finally {
    await console.stop();
  }
}

/** At a port of its own: an installation in earnest may have the usual one. */
async function startConsole({ env, temporal }: Installation, signal: AbortSignal): Promise<ConsoleProcess> {
  say('Starting the console');
  const settings = { ARCHIVER_CONSOLE_PORT: '0', ARCHIVER_TEMPORAL_UI_URL: temporal.uiUrl };
  return await startConsoleProcess({ ...env, ...settings }, undefined, signal);
}

async function withWorker(
  place: Demo,
  options: GlobalOptions & DemoOptions,
  signal: AbortSignal,
): Promise<CommandResult> {
  say(`Console: ${place.consoleUrl}/connectors`);
  say(`Runs in the Temporal UI: ${runsPage(place)}`);
  say(`Mailboxes: ${place.tenant.url}`);
  const ourCommands = options.keep ? await commandLine(place) : '';
  if (options.keep) say(ourCommands);
  say('Starting a worker');
  const worker = await startWorkerProcess(place.env);
  try {
    const result = resultOf(await archiveAndCompare(place, signal), place, options.keep === true);
    if (!options.keep) return result;
    const ways = [ourCommands, await prepareWizard(place)].join('\n');
    process.stderr.write(`${result.text}\n${ways}\nEverything stays up until Ctrl-C.\n`);
    if (!signal.aborted) await once(signal, 'abort');
    return { ...result, text: '' };
  } finally {
    // What is under way when a person interrupts the demo is not worth half a minute.
    await worker.stop(signal.aborted ? 'SIGKILL' : 'SIGTERM');
  }
}

async function archiveAndCompare(place: Demo, signal: AbortSignal): Promise<Seen> {
  const { env, tenant, world } = place;
  const file = await writeConnectorFile(place, world, CONNECTOR);
  const client = clientOf(env, signal);
  await client(
    ['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'],
    loginOf(place),
  );
  const report = (await client(['connector', 'run', CONNECTOR, '--wait'])) as Report;
  const { from, to } = world.window;
  const days = ['--from', from, '--to', to, '--reason', 'the same day once more'];
  const again = (await client(['backfill', CONNECTOR, ...days, '--wait'])) as Seen['again'];
  return { report, again, differences: compareMailboxes(world, tenant) };
}

/**
 * Runs our own commands, shows them, and resolves to their JSON. Their progress goes to this process's standard error;
 * an aborted signal ends them.
 */
function clientOf(env: NodeJS.ProcessEnv, signal: AbortSignal) {
  return async (args: string[], input = ''): Promise<unknown> => {
    say(`whatsapp-archiver ${shellWords(args)}`);
    const child = spawn(process.execPath, [CLIENT, ...args, '--json'], {
      env,
      signal,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.on('error', () => undefined); // aborted: its end is waited for all the same, or it would outlive the demo
    child.stdin.on('error', () => undefined); // it may end without reading its input
    child.stdin.end(input);
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [output, exitCode] = await Promise.all([text(child.stdout), closed]);
    signal.throwIfAborted();
    // 3 is the day's own doing: it holds items that must fail.
    if (exitCode === 0 || exitCode === 3) return JSON.parse(output);
    throw new ArchiveError('Unexpected', `The command ended with exit code ${exitCode}.`);
  };
}

/**
 * How to look around by our own commands. Node takes the authority of the pretend systems' certificates from the
 * environment alone, and only when it starts.
 */
async function commandLine({ directory, env }: Demo): Promise<string> {
  const { PATH: _path, HOME: _home, NODE_EXTRA_CA_CERTS: authority, ...settings } = env;
  const file = join(directory, 'demo.env');
  await writeEnvFile(file, settings);
  const client = ['node', CLIENT, '--env-file', file, 'connector', 'list'];
  return `Command line: NODE_EXTRA_CA_CERTS=${shellWords([authority ?? ''])} ${shellWords(client)}`;
}

/** Without the items, of which there are hundreds. How far a run is stands there under User Metadata. */
function runsPage({ temporal }: Installation): string {
  const query = encodeURIComponent('WorkflowType != "archiveItem"');
  return `${temporal.uiUrl}/namespaces/default/workflows?query=${query}`;
}

function resultOf(seen: Seen, { world, temporal, tenant, consoleUrl }: Demo, isKept: boolean): CommandResult {
  const { report, again, differences } = seen;
  const isRight =
    differences.length === 0 &&
    addsUp(report, world) &&
    again.counts.imported + again.counts.partiallyImported === 0;
  const text = [
    '',
    reportText(report),
    '',
    `The same day once more, as a backfill: ${again.counts.imported} imported, ${again.counts.skipped} skipped, ${again.counts.failed} failed.`,
    ...differences.slice(0, 20).map((difference) => `Not as expected: ${difference}`),
    isRight
      ? `Every one of the ${world.expected.copies.length} expected copies is in its mailbox exactly once, and nothing else is.`
      : 'The mailboxes or the report are not as the generator of the day expects.',
    isKept
      ? `Console ${consoleUrl}   Temporal UI ${temporal.uiUrl}   mailboxes ${tenant.url} (the browser warns of its throw-away certificate)`
      : 'Console, Temporal UI and mailboxes go with this process; to look around in them: npm run demo -- --keep',
  ].join('\n');
  const addresses = { console: consoleUrl, temporalUi: temporal.uiUrl, mailboxes: tenant.url };
  return {
    exitCode: isRight ? 0 : 1,
    json: { report, again, differences, expected: world.expected.counts, addresses },
    text,
  };
}

/** The report against the generator's own count. */
function addsUp({ counts }: Report, { expected }: World): boolean {
  return (
    counts.availableFromSource === expected.counts.availableFromSource &&
    counts.availableForImport === expected.counts.availableForImport &&
    counts.imported === expected.counts.imported &&
    counts.partiallyImported === expected.counts.partiallyImported &&
    counts.failed === expected.counts.failed
  );
}

function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
}

function say(line: string): void {
  process.stderr.write(`▸ ${line}\n`);
}

function interrupted(): Interrupted {
  say('Stopping everything');
  return new Interrupted('All that the demo had started has ended.', 'Start it again with: npm run demo');
}
