import { createHash } from 'node:crypto';
import { connect as openSocket, type Socket } from 'node:net';
import Client from 'ssh2-sftp-client';
import type { TeleMessageSftpSource } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import { untilAborted } from '../../domain/until-aborted.js';
import { checkedLookUp } from '../link-local.js';
import type { Credentials, Login } from './credentials.js';
import { LIMITS } from './limits.js';
import { networkCode, unreachable } from './server-errors.js';

const TCP_KEEPALIVE_MS = 15_000;
/** The library would print to the console otherwise. */
const SILENT = { error: () => undefined, end: () => undefined, close: () => undefined };

/**
 * Reasons for which a server hangs up on who logs in wrongly (RFC 4253 11.1): with few tries allowed it says no in this
 * way. OpenSSH calls that a protocol error; the others are no more methods, canceled, illegal user name.
 */
const REFUSALS: readonly unknown[] = [2, 13, 14, 15];

/** A connection with its login. */
export interface Connection {
  client: Client;
  /** Whether the process may end before it is closed is set here. */
  socket: Socket;
  /** Aborted when the connection is gone: the library tells that to one of its callers only. */
  lost: AbortSignal;
}

/** What is known of a connection until it stands. */
interface Attempt {
  /** Whether password or key were sent. */
  isTried: boolean;
  hostKey?: string;
  error?: { level?: unknown; code?: unknown; message?: unknown };
}

/**
 * Connects to the server whose key is pinned, and logs in. Rejects with SourceKeyMismatch before anything secret is sent,
 * SourceRefusedLogin after one try, which is remembered, InvalidArgument where the server's address is a link-local one,
 * or SourceUnreachable.
 */
export async function connect(
  settings: TeleMessageSftpSource,
  credentials: Credentials,
): Promise<Connection> {
  const login = await credentials.read();
  const { host, port } = settings;
  const socket = openSocket({ host, port, keepAlive: true, lookup: checkedLookUp(host) });
  socket.setKeepAlive(true, TCP_KEEPALIVE_MS).setNoDelay(true);
  const client = new Client('telemessage-sftp', SILENT);
  const attempt: Attempt = { isTried: false };
  client.on('error', (error: Attempt['error']) => (attempt.error ??= error ?? {}));
  const lost = new AbortController();
  client.on('close', () => lost.abort(unreachable('the connection was closed')));
  try {
    const connecting = client.connect({ sock: socket, ...optionsOf(settings, login, attempt) });
    // The library's own limit ends with the login, and what comes after it can hang as well.
    await untilAborted(connecting, AbortSignal.timeout(LIMITS.CONNECT_DEADLINE_MS));
    return { client, socket, lost: lost.signal };
  } catch (error) {
    socket.destroy();
    throw await reasonOf(error, { settings, credentials, login, attempt });
  }
}

function optionsOf(
  { username, hostKey }: TeleMessageSftpSource,
  { password, privateKey }: Login,
  attempt: Attempt,
): Client.ConnectOptions {
  return {
    username,
    ...(password !== undefined && { password }),
    ...(privateKey !== undefined && { privateKey }),
    readyTimeout: LIMITS.LOGIN_DEADLINE_MS,
    hostVerifier: (key: Buffer) => {
      attempt.hostKey = fingerprintOf(key);
      return attempt.hostKey === hostKey;
    },
    // The one method there is a secret for, and once: every further one would count as a failed login.
    authHandler: (_left, _partial, next) => {
      const isFirst = !attempt.isTried;
      attempt.isTried = true;
      const method = password === undefined ? 'publickey' : 'password';
      // The declaration leaves out what the library takes: the name of a method, and false for no more of them.
      (next as (method: unknown) => void)(isFirst && method);
    },
  };
}

/** As `ssh-keygen -l` prints it: base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

async function reasonOf(
  error: unknown,
  {
    settings,
    credentials,
    login,
    attempt,
  }: {
    settings: TeleMessageSftpSource;
    credentials: Credentials;
    login: Login;
    attempt: Attempt;
  },
): Promise<ArchiveError> {
  const { hostKey, isTried, error: seen } = attempt;
  for (const each of [error, seen]) if (each instanceof ArchiveError) return each;
  if (hostKey !== undefined && hostKey !== settings.hostKey) {
    return new ArchiveError(
      'SourceKeyMismatch',
      `The SFTP server has the key ${hostKey}, not the pinned one.`,
    );
  }
  if (isUnreadableKey(error)) return credentials.unusable();
  const isRefused = seen?.level === 'client-authentication' || REFUSALS.includes(seen?.code);
  if (isTried && isRefused) return await credentials.refused(login, String(seen?.level ?? seen?.code));
  return unreachable(networkCode(seen ?? error), error);
}

function isUnreadableKey(error: unknown): boolean {
  return error instanceof Error && /parse privateKey|valid\) private key/.test(error.message);
}
