import { writeFile } from 'node:fs/promises';

/** Writes what the command line needs to know of an installation, for `--env-file`; nobody else may read it. */
export async function writeEnvFile(file: string, settings: NodeJS.ProcessEnv): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(file, lines.join(''), { mode: 0o600 });
}
