import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDevServer, type DevServer, type DevServerOptions } from '../temporal/dev-server.js';
import { startAzurite, type Azurite } from '../processes/azurite.js';
import { startMicrosoft365, type Microsoft365Sandbox } from './microsoft365/tenant.js';
import { writeDrops } from './sftp/drops.js';
import { startSshd, type Sshd } from './sftp/sshd.js';
import { PRODUCTS } from './telemessage/session.js';
import {
  startTeleMessageSite,
  type TeleMessageSite,
  type TeleMessageSiteOptions,
} from './telemessage/site.js';
import { makeTls, type Tls } from './tls.js';
import type { World } from './world/world.js';

export { startWorkerProcess, type WorkerProcess } from '../processes/worker.js';

const CLIENT = fileURLToPath(new URL('../../dist/client.js', import.meta.url));

export const ADMIN = { username: 'archive-admin@contoso.example', password: 'a pretend password' };

const TENANT = {
  tenantId: '7a1d6a3e-2c55-4f0e-9d0b-5f2f6f1f7c11',
  clientId: '0c8f6a52-54a5-4be0-8f0f-0a6d1f3d9b27',
  clientSecret: 'a pretend client secret',
};

export interface InstallationOptions {
  world: World;
  temporalCli: string;
  /** Temporal's data, kept over a restart of its server; in memory where absent. */
  temporalDatabase?: string;
  /** Further arguments of Temporal's development server. */
  temporalArguments?: readonly string[];
  /** Where TeleMessage delivers the day: on its site, or as drops on an SFTP server, and the site is then empty. */
  source?: 'site' | 'sftp';
  /** How the TeleMessage site lists. */
  listing?: Pick<TeleMessageSiteOptions, 'pageSize' | 'hasEmptyFirstPage'>;
  settleSeconds?: number;
  say?: (line: string) => void;
}

/** The pretend TeleMessage; `sshd` is there where it delivers drops. */
export interface PretendTeleMessage {
  site: TeleMessageSite;
  sshd?: Sshd;
}

/** A whole installation on this machine: real Temporal server and Azurite, pretend TeleMessage and Microsoft 365, and a directory for files. */
export interface Installation extends PretendTeleMessage {
  directory: string;
  temporal: DevServer;
  azurite: Azurite;
  tenant: Microsoft365Sandbox;
  /** The settings of every process of ours that works in this installation. */
  env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** Starts all of it; what has been started is stopped again where a later part fails. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const { world, say = () => undefined } = options;
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    const failures: unknown[] = [];
    // One that fails must not leave the others running.
    for (const end of closing.splice(0).toReversed()) await end().catch((error) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Parts of the installation did not stop.');
  };
  try {
    const directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-'));
    closing.push(async () => await rm(directory, { recursive: true, force: true }));
    const tls = await makeTls();
    const teleMessage = await startTeleMessage(options, tls, closing);
    say('Starting the pretend Microsoft 365 tenant');
    const tenant = await startMicrosoft365({ tls, ...TENANT, users: world.tenantUsers });
    closing.push(tenant.close);
    say('Starting Azurite, which stands in for Azure Storage');
    const azurite = await startAzurite({});
    closing.push(async () => await azurite.close());
    say('Starting the Temporal server');
    const temporal = await startDevServer(devServerOf(options));
    closing.push(async () => await temporal.stop());
    const env = await environmentOf(directory, tls.ca, { temporal, azurite, tenant }, options.settleSeconds);
    return { directory, temporal, azurite, ...teleMessage, tenant, env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What it has started is in `closing`, also where a later step fails. */
async function startTeleMessage(
  { world, source, listing, say = () => undefined }: InstallationOptions,
  tls: Tls,
  closing: (() => Promise<unknown>)[],
): Promise<PretendTeleMessage> {
  say('Starting the pretend TeleMessage site');
  const isSftp = source === 'sftp';
  const site = await startTeleMessageSite({
    tls,
    accounts: [{ id: world.account, ...ADMIN, products: [...PRODUCTS] }],
    items: isSftp ? [] : world.items,
    attachmentBytes: world.attachmentBytes,
    ...listing,
  });
  closing.push(site.close);
  if (!isSftp) return { site };
  say('Starting an OpenSSH server, and delivering the day into it as ZIP files of EML');
  const sshd = await startSshd();
  closing.push(async () => await sshd.close());
  await writeDrops(world, sshd.localDirectory);
  return { site, sshd };
}

function devServerOf(options: InstallationOptions): DevServerOptions {
  const { temporalCli: cli, temporalDatabase, temporalArguments: extraArguments = [] } = options;
  return { cli, extraArguments, ...(temporalDatabase !== undefined && { databaseFile: temporalDatabase }) };
}

async function environmentOf(
  directory: string,
  ca: string,
  { temporal, azurite, tenant }: Pick<Installation, 'temporal' | 'azurite' | 'tenant'>,
  settleSeconds = 5,
): Promise<NodeJS.ProcessEnv> {
  const secrets = join(directory, 'secrets');
  await mkdir(secrets, { mode: 0o700 });
  const authority = join(directory, 'authority.pem');
  await writeFile(authority, ca);
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TEMPORAL_ADDRESS: temporal.address,
    AZURE_STORAGE_CONNECTION_STRING: azurite.connectionString,
    AZURE_TENANT_ID: TENANT.tenantId,
    AZURE_CLIENT_ID: TENANT.clientId,
    AZURE_CLIENT_SECRET: TENANT.clientSecret,
    AZURE_AUTHORITY_HOST: tenant.url,
    ARCHIVER_GRAPH_URL: tenant.url,
    ARCHIVER_SECRETS_DIR: secrets,
    ARCHIVER_SETTLE_SECONDS: `${settleSeconds}`,
    NODE_EXTRA_CA_CERTS: authority,
  };
}

export interface Finished {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Our command line as a process of its own. */
export interface ClientProcess {
  pid: number;
  /** What it has printed so far. */
  readonly output: { stdout: string; stderr: string };
  kill(signal: NodeJS.Signals): void;
  /** `exitCode` is -1 where a signal has ended it. */
  finished: Promise<Finished>;
}

/** Starts it; `input` goes to its standard input. */
export function startClient(env: NodeJS.ProcessEnv, args: string[], input = ''): ClientProcess {
  const child = spawn(process.execPath, [CLIENT, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin.on('error', () => undefined); // it may end without reading its input
  child.stdin.end(input);
  const finished = once(child, 'close').then(([code]) => ({
    exitCode: code === null ? -1 : Number(code),
    ...output,
  }));
  return { pid: child.pid ?? 0, output, kill: (signal) => void child.kill(signal), finished };
}

/** Runs it to its end. */
export async function runClient(env: NodeJS.ProcessEnv, args: string[], input = ''): Promise<Finished> {
  return await startClient(env, args, input).finished;
}
