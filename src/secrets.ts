import { randomUUID, scrypt } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ArchiveError } from './domain/errors.js';
import { Secret } from './secret.js';

/** What a secret may be called: a file name without a path, and not hidden. */
export const SECRET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** A file that becomes a secret once it is whole: a dot, the name, and a UUID. */
const UNFINISHED = /^\.[\w.-]+\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const VERSION_BYTES = 8;
/** File systems that flush no directories say so, and keep a rename by themselves or not at all. */
const NO_FLUSH: readonly string[] = ['EINVAL', 'ENOTSUP'];
/** The bits of a file's mode that let its group and everybody in. */
const OF_OTHERS = 0o077;
const slowDigest = promisify<string, string, number, Buffer>(scrypt);

/** Where a secret comes from: a directory, or the one a person has just typed. */
export interface SecretReader {
  read(name: string): Promise<{ value: Secret; version: string }>;
}

/** A directory with a file per secret, such as a container's secrets mount. */
export class SecretStore implements SecretReader {
  constructor(readonly directory: string) {}

  /**
   * A secret and its version, 16 hex digits that change with the value. Rejects with SecretMissing, also for an empty
   * file, and with InvalidArgument for a name that is none.
   */
  async read(name: string): Promise<{ value: Secret; version: string }> {
    const text = withoutLastNewline(await this.#text(name));
    if (text === '') throw new ArchiveError('SecretMissing', `The secret ${name} is empty.`);
    return { value: new Secret(text), version: await versionOf(name, text) };
  }

  /** Whether others than its owner may read the secret's file. Rejects with SecretMissing. */
  async isOpenToOthers(name: string): Promise<boolean> {
    try {
      return await isOpenToOthers(this.#path(name));
    } catch (cause) {
      throw missing(name, cause);
    }
  }

  /** Puts a secret in place of an older one; a reader sees the one or the other, whole. */
  async write(name: string, value: Secret): Promise<void> {
    const path = this.#path(name);
    const draft = join(this.directory, `.${name}.${randomUUID()}`);
    try {
      await writeFile(draft, value.reveal(), { mode: 0o600, flag: 'wx', flush: true });
      await rename(draft, path);
      await this.#flush();
    } catch (cause) {
      await rm(draft, { force: true });
      throw unusable(`The secret ${name} cannot be written (${codeOf(cause)}).`, cause);
    }
  }

  /** Takes a secret away; nothing where there is none. Rejects with InvalidArgument where that is not allowed. */
  async remove(name: string): Promise<void> {
    const path = this.#path(name);
    await rm(path, { force: true }).catch((cause: unknown) => {
      throw unusable(`The secret ${name} cannot be removed (${codeOf(cause)}).`, cause);
    });
  }

  /** Of all that begin with `prefix`. Rejects with InvalidArgument where the directory is there and cannot be read. */
  async names(prefix: string): Promise<string[]> {
    const files = await this.#files();
    return files.filter((name) => name.startsWith(prefix) && SECRET_NAME.test(name));
  }

  /** Removes what writes that broke off have left, where it is older than `before`, in milliseconds. */
  async removeUnfinished(before: number): Promise<void> {
    const files = await this.#files();
    for (const name of files.filter((file) => UNFINISHED.test(file))) {
      const path = join(this.directory, name);
      const written = await stat(path).catch(() => undefined);
      if (written && written.mtimeMs < before) await rm(path, { force: true });
    }
  }

  /** When a secret was last written, in milliseconds. Rejects with SecretMissing. */
  async writtenAt(name: string): Promise<number> {
    try {
      return (await stat(this.#path(name))).mtimeMs;
    } catch (cause) {
      throw missing(name, cause);
    }
  }

  /**
   * Puts names on disk: flushing a file does not. Settings name a fresh secret as soon as it is written, and after a
   * power cut would name one that is not there (fsync(2)).
   */
  async #flush(): Promise<void> {
    const directory = await open(this.directory);
    try {
      await directory.sync();
    } catch (cause) {
      if (!NO_FLUSH.includes(codeOf(cause))) throw cause;
    } finally {
      await directory.close();
    }
  }

  async #files(): Promise<string[]> {
    return await readdir(this.directory).catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return [];
      throw unusable(`The secrets cannot be listed (${codeOf(cause)}).`, cause);
    });
  }

  async #text(name: string): Promise<string> {
    try {
      return await readFile(this.#path(name), 'utf8');
    } catch (cause) {
      throw missing(name, cause);
    }
  }

  #path(name: string): string {
    if (!SECRET_NAME.test(name)) {
      throw new ArchiveError(
        'InvalidArgument',
        'A name of a secret is not made of letters, digits, dots, dashes.',
      );
    }
    return join(this.directory, name);
  }
}

/**
 * 16 hex digits that change with a secret's value.
 *
 * Versions are stored, to remember which one a source refused. A plain hash there would let whoever reads storage try
 * passwords against it by the billion; scrypt makes every try slow, and the salt makes tables useless.
 */
export async function versionOf(name: string, text: string): Promise<string> {
  return (await slowDigest(text, name, VERSION_BYTES)).toString('hex');
}

/** Whether a file may be read or changed by others than its owner. */
export async function isOpenToOthers(path: string): Promise<boolean> {
  return ((await stat(path)).mode & OF_OTHERS) !== 0;
}

function missing(name: string, cause: unknown): unknown {
  if (cause instanceof ArchiveError) return cause;
  return new ArchiveError('SecretMissing', `The secret ${name} cannot be read (${codeOf(cause)}).`);
}

function unusable(message: string, cause: unknown): ArchiveError {
  return new ArchiveError('InvalidArgument', message, {
    cause,
    nextStep: 'Make ARCHIVER_SECRETS_DIR a directory that this program may write to.',
  });
}

/** Editors and `echo` end a file with a newline that belongs to no password. */
function withoutLastNewline(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
