import type Client from 'ssh2-sftp-client';
import type { TeleMessageSftpSource } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import { untilAborted } from '../../domain/until-aborted.js';
import { connect, type Connection } from './connect.js';
import type { Credentials } from './credentials.js';
import type { RemoteFile } from './drops.js';
import { LIMITS } from './limits.js';
import { isNoSuchFile, serverError } from './server-errors.js';

interface Call {
  signal: AbortSignal;
  deadlineMs: number;
}

/** What is asked of the SFTP server: a list, a file's state, its bytes. Nothing there is ever changed. */
export class SftpServer {
  readonly #settings: TeleMessageSftpSource;
  readonly #credentials: Credentials;
  #connection: Promise<Connection> | undefined;
  #calls = 0;

  constructor(settings: TeleMessageSftpSource, credentials: Credentials) {
    this.#settings = settings;
    this.#credentials = credentials;
  }

  /** Rejects with InvalidArgument where the server has no such directory. */
  async checkDirectory(signal: AbortSignal): Promise<void> {
    const stats = await this.#stat(this.#settings.directory, signal);
    if (!stats?.isDirectory)
      throw new ArchiveError(
        'InvalidArgument',
        'The SFTP server has no directory as source.directory names it.',
      );
  }

  async list(signal: AbortSignal): Promise<RemoteFile[]> {
    const call = { signal, deadlineMs: LIMITS.CALL_DEADLINE_MS };
    const files = await this.#call(call, async (client) => await client.list(this.#settings.directory));
    return files.map(({ name, size, modifyTime, type }) => ({
      name,
      sizeBytes: size,
      modifiedMs: modifyTime,
      isFile: type !== 'd' && type !== 'l',
    }));
  }

  /** Undefined where there is no such file. */
  async find(name: string, signal: AbortSignal): Promise<RemoteFile | undefined> {
    const stats = await this.#stat(this.#pathOf(name), signal);
    return stats && { name, sizeBytes: stats.size, modifiedMs: stats.modifyTime, isFile: stats.isFile };
  }

  /** Hands on the bytes from `start` to before `end`, as many of them as there are. Rejects with DropMissing where there is no such file. */
  async read(
    { name, start, end }: { name: string; start: number; end: number },
    take: (chunk: Buffer) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const path = this.#pathOf(name);
    let isOver = false;
    const copy = async (client: Client): Promise<void> => {
      for await (const chunk of client.createReadStream(path, { start, end: end - 1 })) {
        // Given up by us, but not by the stream: whoever takes the bytes may be at the next try already.
        if (isOver) return;
        await take(chunk as Buffer);
      }
    };
    try {
      await this.#call({ signal, deadlineMs: LIMITS.SEGMENT_DEADLINE_MS }, async (client) => {
        await copy(client).catch(asMissing);
      });
    } finally {
      isOver = true;
    }
  }

  #pathOf(name: string): string {
    return `${this.#settings.directory.replace(/\/$/, '')}/${name}`;
  }

  async #stat(path: string, signal: AbortSignal): Promise<Client.FileStats | undefined> {
    const call = { signal, deadlineMs: LIMITS.CALL_DEADLINE_MS };
    return await this.#call(call, async (client) => {
      try {
        return await client.stat(path);
      } catch (error) {
        if (isNoSuchFile(error)) return undefined;
        throw error;
      }
    });
  }

  /** An operation that never ends would otherwise hold its run for ever; the connection is then given up too. */
  async #call<T>({ signal, deadlineMs }: Call, operation: (client: Client) => Promise<T>): Promise<T> {
    const connection = await this.#open(signal);
    const deadline = AbortSignal.timeout(deadlineMs);
    this.#calls += 1;
    connection.socket.ref();
    try {
      const ended = AbortSignal.any([signal, deadline, connection.lost]);
      return await untilAborted(operation(connection.client), ended);
    } catch (error) {
      if (deadline.aborted) connection.socket.destroy();
      throw serverError(error, signal);
    } finally {
      this.#calls -= 1;
      // Open but idle, it must not keep a process alive that has nothing else to do.
      if (this.#calls === 0) connection.socket.unref();
    }
  }

  /** One connection for all; one caller giving up does not end it for the others. */
  async #open(signal: AbortSignal): Promise<Connection> {
    signal.throwIfAborted();
    this.#connection ??= this.#connect();
    return await untilAborted(this.#connection, signal);
  }

  async #connect(): Promise<Connection> {
    const forget = (): void => {
      this.#connection = undefined;
    };
    try {
      const connection = await connect(this.#settings, this.#credentials);
      connection.lost.addEventListener('abort', forget, { once: true });
      return connection;
    } catch (error) {
      forget();
      throw error;
    }
  }
}

function asMissing(error: unknown): never {
  throw isNoSuchFile(error) ? new ArchiveError('DropMissing', 'it went away while it was read') : error;
}
