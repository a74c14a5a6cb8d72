import {
  Client,
  Connection,
  isGrpcServiceError,
  NamespaceNotFoundError,
  ServiceError,
} from '@temporalio/client';
import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { ArchiveError } from '../domain/errors.js';
import { retriedCalls } from './retried-calls.js';

// google.rpc.Code
const GRPC = {
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

/** Temporal's own variables (TEMPORAL_ADDRESS, …) and its TOML file, read by Temporal's own library. */
export function temporalConfig(env: NodeJS.ProcessEnv): ClientConnectConfig & { namespace: string } {
  try {
    const config = loadClientConnectConfig({ overrideEnvVars: definedOnly(env) });
    return { ...config, namespace: config.namespace ?? 'default' };
  } catch (cause) {
    throw new ArchiveError('InvalidArgument', 'The Temporal settings (TEMPORAL_*) cannot be read.', {
      cause,
    });
  }
}

/** A client, connected. Rejects with TemporalUnreachable within a few seconds, naming the address. */
export async function connectTemporal(env: NodeJS.ProcessEnv): Promise<Client> {
  const { connectionOptions, namespace } = temporalConfig(env);
  try {
    const connection = await Connection.connect({
      ...connectionOptions,
      connectTimeout: '5 seconds',
      interceptors: [retriedCalls()],
    });
    return new Client({ connection, namespace });
  } catch (cause) {
    throw temporalError(cause) ?? unreachable(connectionOptions.address, cause);
  }
}

export function unreachable(address: string | undefined, cause: unknown): ArchiveError {
  return new ArchiveError(
    'TemporalUnreachable',
    `No Temporal server answers at ${address ?? 'localhost:7233'}.`,
    { cause },
  );
}

/** What a call's failure means to a person; undefined where it is not the Temporal server that failed or refused it. */
export function temporalError(error: unknown): ArchiveError | undefined {
  if (error instanceof NamespaceNotFoundError) return namespaceMissing(error);
  const failure = error instanceof ServiceError ? error.cause : error;
  if (!isGrpcServiceError(failure)) return undefined;
  const code: number = failure.code;
  switch (code) {
    case GRPC.NOT_FOUND:
      return /namespace/i.test(failure.details) ? namespaceMissing(error) : undefined;
    case GRPC.PERMISSION_DENIED:
    case GRPC.UNAUTHENTICATED:
      return new ArchiveError('TemporalUnreachable', 'The Temporal server refuses us.', {
        cause: error,
        nextStep: 'Check TEMPORAL_API_KEY, TEMPORAL_TLS_* and what they may do in TEMPORAL_NAMESPACE.',
      });
    case GRPC.DEADLINE_EXCEEDED:
    case GRPC.UNAVAILABLE:
      return new ArchiveError('TemporalUnreachable', 'The Temporal server no longer answers.', {
        cause: error,
      });
    default:
      return undefined;
  }
}

function namespaceMissing(cause: unknown): ArchiveError {
  return new ArchiveError('InvalidArgument', 'The Temporal server does not have our namespace.', {
    cause,
    nextStep: 'Set TEMPORAL_NAMESPACE, or let an administrator run `temporal operator namespace create`.',
  });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
