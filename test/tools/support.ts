import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A directory of the test's own; the result removes it again. */
export async function temporaryDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-tools-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Puts a shell script where a program is looked for. */
export async function writeProgram(path: string, script: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** A stand-in that answers `--version` as the Temporal CLI does. */
export function writeTemporalCli(path: string): Promise<string> {
  return writeProgram(path, 'echo "temporal version 9.9.9 (Server 9.9.9, UI 9.9.9)"');
}
