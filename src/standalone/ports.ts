import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import { freePort } from '../temporal/dev-server.js';

const FILE = 'ports.json';
/** Temporal's own, at which its tools look where nobody tells them, and the console's. */
const USUAL = { grpc: 7233, ui: 8233, console: 8230 };
const OPTIONS = { grpc: '--port', ui: '--ui-port', console: '--console-port' } as const;

const port = z.number().int().min(1).max(65_535);
/** A directory that was last started by a version without a console keeps none for it. */
const portsSchema = z.object({ grpc: port, ui: port, console: port.optional() });

type KeptPorts = z.infer<typeof portsSchema>;

/** Of the Temporal server, of its web UI, and of our console. */
export type Ports = Required<KeptPorts>;

/** Those the directory was last started with, if ever. */
export function keptPorts(directory: string): KeptPorts | undefined {
  try {
    return portsSchema.parse(JSON.parse(readFileSync(join(directory, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * The wanted ports, else those of the last start, else Temporal's usual ones, else any that are free. Keeps them in the
 * directory, so that bookmarks and tunnels outlive a restart. Rejects with InvalidArgument where one that is wanted or
 * kept is taken.
 */
export async function choosePorts(directory: string, wanted: Partial<Ports>): Promise<Ports> {
  const kept = keptPorts(directory);
  const choose = async (which: keyof Ports): Promise<number> => {
    const fixed = wanted[which] ?? kept?.[which];
    if (fixed === undefined) return (await isFree(USUAL[which])) ? USUAL[which] : await freePort();
    if (await isFree(fixed)) return fixed;
    throw new ArchiveError('InvalidArgument', `Another program listens on port ${fixed} of 127.0.0.1.`, {
      nextStep: `End it, or name another port after ${OPTIONS[which]}.`,
    });
  };
  const ports = {
    grpc: await choose('grpc'),
    ui: await choose('ui'),
    console: await choose('console'),
  };
  await writeFile(join(directory, FILE), JSON.stringify(ports));
  return ports;
}

async function isFree(number: number): Promise<boolean> {
  const server = createServer().listen(number, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
