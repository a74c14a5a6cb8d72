import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../domain/errors.js';

/** A directory of its own: the log beside the database belongs to it, and must not meet a new one. */
const FOLDER = 'temporal';
const VERSION_FILE = 'server-version';

/**
 * The file of Temporal's database in the directory. Rejects with InvalidArgument where it was made by a server with
 * another schema than that of this version: Temporal does not migrate SQLite, and starts on it all the same, to fail later.
 */
export async function openDatabase(directory: string, server: string): Promise<string> {
  const folder = join(directory, FOLDER);
  const [file, versionFile] = [join(folder, 'temporal.db'), join(folder, VERSION_FILE)];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const madeBy = existsSync(file) ? await readFile(versionFile, 'utf8').catch(() => server) : server;
  if (!hasSameSchema(madeBy.trim(), server)) throw otherVersion(folder, madeBy.trim(), server);
  await writeFile(versionFile, server);
  return file;
}

/** Temporal changes its schema with a minor version and not with a patch. */
export function hasSameSchema(one: string, other: string): boolean {
  const minor = (version: string): string => version.split('.', 2).join('.');
  return minor(one) === minor(other);
}

function otherVersion(folder: string, madeBy: string, server: string): ArchiveError {
  const message = `Temporal's database is of server ${madeBy}, and this Temporal CLI has server ${server}.`;
  return new ArchiveError('InvalidArgument', message, {
    nextStep:
      `Name a Temporal CLI with server ${madeBy} in TEMPORAL_CLI_PATH, or move ${folder} away: ` +
      'histories go with it, nothing archived does, and schedules are made again.',
  });
}
