import { once } from 'node:events';
import { hostname } from 'node:os';
import { readConsoleSettings } from '../console/settings.js';
import { readSettings } from '../settings.js';
import { openDataDirectory } from '../standalone/data-directory.js';
import { keptPorts, type Ports } from '../standalone/ports.js';
import { startStandalone, type Standalone } from '../standalone/start.js';
import { temporalConfig } from '../temporal/connect.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { environment } from './environment.js';
import { Interrupted } from './errors.js';
import { shellWords } from './shell-words.js';
import { onSignal } from './signals.js';
import { requireTemporalCli } from './temporal-cli.js';

interface StandaloneCommandOptions extends GlobalOptions {
  dataDir: string;
  evaluate?: boolean;
  port?: number;
  uiPort?: number;
  consolePort?: number;
}

/** What a SIGTERM ends the command with. */
const STOPPED: CommandResult = { exitCode: 0, json: { stopped: true }, text: 'Everything has stopped.' };

/**
 * The one-machine installation: Temporal kept on disk, a worker and the console beside it, and for evaluation Azurite. Runs
 * until SIGTERM (0) or Ctrl-C (Interrupted), and then stops the console and the worker first. Rejects with InvalidArgument before anything is
 * started where settings or directory will not do, and with Unexpected when a part has ended by itself.
 */
export async function standalone(options: StandaloneCommandOptions): Promise<CommandResult> {
  // Histories, and Azurite's copy of everything, are for this user alone, whichever process writes them.
  process.umask(0o077);
  const env = environment(options);
  refuseWrongSettings(env, options);
  const cli = await requireTemporalCli('standalone -- --data-dir DIR', env);
  const stopping = onSignal(stopped);
  try {
    const directory = await openDataDirectory(options.dataDir, say);
    try {
      const start = {
        directory,
        cli,
        env,
        ports: portsOf(options, env),
        isEvaluation: options.evaluate === true,
      };
      const installation = await startStandalone({ ...start, say, log }, stopping.signal);
      sayReady(installation, options);
      return await untilStopped(installation, stopping.signal);
    } finally {
      directory.close();
    }
  } catch (error) {
    if (error === STOPPED) return STOPPED;
    throw error;
  } finally {
    stopping.stop();
  }
}

async function untilStopped({ parts }: Standalone, signal: AbortSignal): Promise<never> {
  try {
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), parts.failed]);
    throw signal.reason;
  } finally {
    await parts.stop();
  }
}

function stopped(name: NodeJS.Signals): unknown {
  say('Stopping: what is under way is finished or handed back, which takes up to a minute');
  if (name !== 'SIGINT') return STOPPED;
  return new Interrupted(
    'Everything has stopped.',
    'Start it again on the same --data-dir: runs go on where they were.',
  );
}

/** All at once, and before anything is made. */
function refuseWrongSettings(env: NodeJS.ProcessEnv, options: StandaloneCommandOptions): void {
  const further = temporalFaults(env, options);
  readConsoleSettings(env);
  if (!options.evaluate) {
    readSettings(env, { need: ['storage', 'graph', 'secrets'], further });
    return;
  }
  // Half of a ledger in each would archive everything twice.
  for (const name of [
    'AZURE_STORAGE_CONNECTION_STRING',
    'ARCHIVER_STORAGE_ACCOUNT_URL',
    'ARCHIVER_TABLE_ACCOUNT_URL',
  ])
    if (env[name]) further.push(`${name} is set as well as --evaluate (keep one of them)`);
  readSettings(env, { need: ['graph', 'secrets'], further });
}

/** The command line would talk to another server than the worker. */
function temporalFaults(env: NodeJS.ProcessEnv, options: StandaloneCommandOptions): string[] {
  const { connectionOptions, namespace } = temporalConfig(env);
  const grpc = options.port ?? keptPorts(options.dataDir)?.grpc;
  const { address, apiKey, tls } = connectionOptions;
  const faults: string[] = [];
  if (address !== undefined && address !== `127.0.0.1:${grpc}`) faults.push('TEMPORAL_ADDRESS');
  if (namespace !== 'default') faults.push('TEMPORAL_NAMESPACE');
  if (apiKey !== undefined) faults.push('TEMPORAL_API_KEY');
  if (tls !== undefined && tls !== null && tls !== false) faults.push('TEMPORAL_TLS');
  return faults.map((name) => `${name} is set (leave it out: the Temporal server is our own)`);
}

/** The console's may also stand in its own setting. */
function portsOf(
  { port, uiPort, consolePort }: StandaloneCommandOptions,
  env: NodeJS.ProcessEnv,
): Partial<Ports> {
  const console = consolePort ?? (env['ARCHIVER_CONSOLE_PORT'] ? readConsoleSettings(env).port : 0);
  return {
    ...(port !== undefined && { grpc: port }),
    ...(uiPort !== undefined && { ui: uiPort }),
    ...(console > 0 && { console }),
  };
}

function sayReady(
  { uiUrl, consoleUrl, envFile }: Standalone,
  { envFile: own = [] }: StandaloneCommandOptions,
): void {
  const files = [...own, envFile].flatMap((file) => ['--env-file', file]);
  const { port } = new URL(uiUrl);
  log(`Console:      ${consoleUrl}`);
  log(`Temporal UI:  ${uiUrl} (it has no login and answers this machine alone; from another one,`);
  log(`              run ssh -L ${port}:127.0.0.1:${port} ${hostname()} and open the same address there)`);
  log(`Command line: ${shellWords(['whatsapp-archiver', ...files, 'connector', 'list'])}`);
  log('Everything is up, until SIGTERM or Ctrl-C.');
}

function say(line: string): void {
  log(`▸ ${line}`);
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
