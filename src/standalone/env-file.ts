import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes what the command line needs to know of this installation, for `--env-file`, and resolves to the file's path. */
export async function writeEnvFile(directory: string, settings: Record<string, string>): Promise<string> {
  const file = join(directory, 'standalone.env');
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return file;
}
