import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { ArchiveError } from '../domain/errors.js';
import { partOf, type Part } from '../processes/part.js';
import { ALL_SEARCH_ATTRIBUTES } from '../workflows/search-attributes.js';

/** A start on a slow, busy machine takes a few seconds; past this it has failed. */
const START_TIMEOUT_MS = 60_000;
/** A free port can be taken between asking for it and listening on it. */
const START_TRIES = 3;
/** The server gives its namespace a day: an incident of Friday night is looked into on Monday, or weeks later. */
const RETENTION = '30 days';
const NAMESPACE = 'default';

/**
 * The server does not outlive us, however we end: a shell waits for our end of its standard input to close, and
 * asks it to end. The server has the process id that is known to us, for it takes the place of the outer shell.
 */
const END_WITH_PARENT = 'exec 3<&0; (read -r _ <&3; kill $$ 2>/dev/null) & exec "$0" "$@" 3<&- </dev/null';

export interface DevServerOptions {
  /** The Temporal CLI's executable. */
  cli: string;
  /** Kept over restarts; in memory where absent. */
  databaseFile?: string;
  /** Ports to come back on after a restart; free ones where absent. */
  ports?: { grpc: number; ui: number };
  /** Further arguments of `temporal server start-dev`. */
  extraArguments?: readonly string[];
  /** A file descriptor of ours that it holds open as long as it runs, such as that of a lock. */
  heldOpen?: number;
  /** Takes the lines it prints on standard error. */
  log?: (line: string) => void;
}

export interface DevServer extends Part {
  address: string;
  uiUrl: string;
  ports: { grpc: number; ui: number };
}

/** Temporal's development server on 127.0.0.1, with the search attributes we set and histories kept for a month. Rejects with TemporalUnreachable where it does not start. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  for (let tries = 1; ; tries += 1) {
    const ports = options.ports ?? { grpc: await freePort(), ui: await freePort() };
    const child = spawnServer(options, ports);
    const [part, errors] = [partOf(child), lastLines(child)];
    try {
      await ready(child, `127.0.0.1:${ports.grpc}`);
      return { ...part, ...addressesOf(ports) };
    } catch (cause) {
      await part.stop('SIGKILL');
      if (tries < START_TRIES && !options.ports) continue;
      throw new ArchiveError(
        'TemporalUnreachable',
        `The Temporal server does not start: ${errors() || String(cause)}`,
        {
          nextStep: `Check that ${options.cli} is a Temporal CLI that runs on this machine (TEMPORAL_CLI_PATH).`,
        },
      );
    }
  }
}

/** In a process group of its own: a Ctrl-C in our terminal must not end it while workers still need it. */
function spawnServer(options: DevServerOptions, ports: DevServer['ports']): ChildProcess {
  const { cli, heldOpen, log } = options;
  const child = spawn('sh', ['-c', END_WITH_PARENT, cli, ...argumentsOf(ports, options)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', 'ignore', ...(heldOpen === undefined ? [] : [heldOpen])],
  });
  child.once('exit', () => child.stdin?.destroy());
  if (log && child.stderr) createInterface({ input: child.stderr }).on('line', log);
  return child;
}

function argumentsOf(
  { grpc, ui }: { grpc: number; ui: number },
  { databaseFile, extraArguments = [] }: DevServerOptions,
): string[] {
  const types: Record<string, string> = {
    KEYWORD: 'Keyword',
    INT: 'Int',
    BOOL: 'Bool',
    DATETIME: 'Datetime',
  };
  return [
    'server',
    'start-dev',
    `--ip=127.0.0.1`,
    `--port=${grpc}`,
    `--ui-port=${ui}`,
    '--log-level=error',
    // The server would otherwise ask the internet for news on every start.
    '--ui-disable-news-fetch',
    ...(databaseFile ? ['--db-filename', databaseFile] : []),
    ...ALL_SEARCH_ATTRIBUTES.flatMap(({ name, type }) => ['--search-attribute', `${name}=${types[type]}`]),
    ...extraArguments,
  ];
}

async function ready(child: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null || child.pid === undefined)
      throw new Error(`It ended with code ${child.exitCode}.`);
    try {
      const connection = await Connection.connect({ address, connectTimeout: '1 second' });
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
      await keepHistories(connection);
      await connection.close();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** Also of a database that an earlier start has made; `start-dev` has no option for it. Histories that are already gone stay so. */
async function keepHistories({ workflowService }: Connection): Promise<void> {
  await workflowService.updateNamespace({
    namespace: NAMESPACE,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
  });
}

function addressesOf(ports: DevServer['ports']): Pick<DevServer, 'address' | 'uiUrl' | 'ports'> {
  return { address: `127.0.0.1:${ports.grpc}`, uiUrl: `http://127.0.0.1:${ports.ui}`, ports };
}

/** The end of what it printed on standard error, for the message of a failed start. */
function lastLines(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-500)));
  return () => text.trim();
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
