import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { ArchiveError } from '../domain/errors.js';
import { ALL_SEARCH_ATTRIBUTES } from '../workflows/search-attributes.js';

/** A start on a slow, busy machine takes a few seconds; past this it has failed. */
const START_TIMEOUT_MS = 60_000;
/** A free port can be taken between asking for it and listening on it. */
const START_TRIES = 3;
/** The server gives its namespace a day: an incident of Friday night is looked into on Monday, or weeks later. */
const RETENTION = '30 days';
const NAMESPACE = 'default';

export interface DevServerOptions {
  /** The Temporal CLI's executable. */
  cli: string;
  /** Kept over restarts; in memory where absent. */
  databaseFile?: string;
  /** Ports to come back on after a restart; free ones where absent. */
  ports?: { grpc: number; ui: number };
  /** Further arguments of `temporal server start-dev`. */
  extraArguments?: readonly string[];
}

export interface DevServer {
  address: string;
  uiUrl: string;
  ports: { grpc: number; ui: number };
  pid: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Temporal's development server on 127.0.0.1, with the search attributes we set and histories kept for a month. Rejects with TemporalUnreachable where it does not start. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  for (let tries = 1; ; tries += 1) {
    const ports = options.ports ?? { grpc: await freePort(), ui: await freePort() };
    const child = spawn(options.cli, argumentsOf(ports, options), {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const errors = lastLines(child);
    try {
      await ready(child, `127.0.0.1:${ports.grpc}`);
      return serverOf(child, ports);
    } catch (cause) {
      await stop(child, 'SIGKILL');
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

function serverOf(child: ChildProcess, ports: { grpc: number; ui: number }): DevServer {
  return {
    address: `127.0.0.1:${ports.grpc}`,
    uiUrl: `http://127.0.0.1:${ports.ui}`,
    ports,
    pid: child.pid ?? 0,
    stop: async (signal = 'SIGTERM') => await stop(child, signal),
  };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** The end of what it printed on standard error, for the message of a failed start. */
function lastLines(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-500)));
  child.on('error', (error) => (text += error.message));
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
