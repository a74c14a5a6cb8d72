import type { Client } from '@temporalio/client';
import { connectTemporal, temporalConfig, temporalError } from '../temporal/connect.js';
import { searchAttributeFaults } from '../temporal/search-attributes.js';
import { describeNamespace, serverVersion, type NamespaceFacts } from '../temporal/server.js';
import type { Examination } from './examination.js';
import { bad, good, unknown, type Answer } from './finding.js';

/** Worker versioning, by which workers of two builds share runs, is there from 1.29.1 on (docs.temporal.io/worker-versioning). */
const OLDEST_SERVER = [1, 29, 1] as const;
/** Who comes back after a week wants to see what happened meanwhile. */
const MIN_RETENTION_DAYS = 7;

/** What later checks ask the server for; what is not there was seen not to be. */
export interface TemporalServer {
  client: Client;
  namespace: NamespaceFacts | undefined;
  hasSearchAttributes: boolean;
}

/** Connects; the caller closes the client's connection. Undefined where no server answers. */
export async function examineServer(
  examination: Examination,
  env: NodeJS.ProcessEnv,
): Promise<TemporalServer | undefined> {
  const client = await examination.ask('server', async () => await connected(env));
  if (client === undefined) {
    examination.skip(['version', 'namespace', 'retention', 'search attributes'], 'no server answers');
    return undefined;
  }
  const ask = <T>(check: string, question: () => Promise<Answer<T>>): Promise<T | undefined> =>
    examination.ask(check, async () => await inOurWords(question));
  const [, namespace] = await Promise.all([
    ask('version', async () => versionAnswer(await serverVersion(client))),
    ask('namespace', async () => await namespaceAnswer(client)),
  ]);
  if (namespace === undefined) {
    examination.skip(['retention', 'search attributes'], 'the namespace cannot be looked at');
    return { client, namespace, hasSearchAttributes: false };
  }
  const [, hasSearchAttributes] = await Promise.all([
    ask('retention', async () =>
      Promise.resolve(retentionAnswer(namespace.retentionDays, client.options.namespace)),
    ),
    ask('search attributes', async () => await searchAttributesAnswer(client)),
  ]);
  return { client, namespace, hasSearchAttributes: hasSearchAttributes === true };
}

/** gRPC's own errors say little to a person. */
export async function inOurWords<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw temporalError(error) ?? error;
  }
}

async function connected(env: NodeJS.ProcessEnv): Promise<Answer<Client>> {
  const { connectionOptions } = temporalConfig(env);
  const client = await connectTemporal(env);
  return good(`answers at ${connectionOptions.address ?? 'localhost:7233'}`, client);
}

/** Pure. `version` as the server names it. */
export function versionAnswer(version: string): Answer<never> {
  const parts = /^(\d+)\.(\d+)(?:\.(\d+))?/
    .exec(version)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (parts === undefined) return unknown('the server does not say a version that we can read');
  const differs = OLDEST_SERVER.findIndex((least, index) => parts[index] !== least);
  const isOlder = differs >= 0 && (parts[differs] ?? 0) < (OLDEST_SERVER[differs] ?? 0);
  return isOlder
    ? bad(
        `${version}, and ${OLDEST_SERVER.join('.')} is the oldest we work with`,
        'Upgrade the Temporal server.',
      )
    : good(version);
}

async function namespaceAnswer(client: Client): Promise<Answer<NamespaceFacts>> {
  const facts = await describeNamespace(client);
  return good(client.options.namespace, facts);
}

/** Pure. */
export function retentionAnswer(days: number, namespace: string): Answer<never> {
  const kept = days < 1 ? `${Math.round(days * 24)} hours` : `${Math.floor(days)} days`;
  if (days >= MIN_RETENTION_DAYS) return good(`ended runs are kept for ${kept}`);
  const command = `temporal operator namespace update --namespace ${namespace} --retention 30d`;
  return bad(
    `ended runs are kept for ${kept} only; their reports stay in storage`,
    `An administrator runs: ${command}`,
  );
}

async function searchAttributesAnswer({ connection, options }: Client): Promise<Answer<true>> {
  const faults = await searchAttributeFaults(connection.operatorService, options.namespace);
  if (faults === null) return good('all there, each with its type', true);
  const { missing, wrong, commands } = faults;
  const detail = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(wrong.length > 0 ? [`of a wrong type: ${wrong.join(', ')}`] : []),
  ].join('; ');
  const nextStep =
    wrong.length > 0
      ? `An administrator runs: ${commands}`
      : `Start a worker, which adds them; where it may not, an administrator runs: ${commands}`;
  return bad(detail, nextStep);
}
