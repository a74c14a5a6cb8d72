import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Directory } from './far-sides/directory.js';
import type { Drop } from './far-sides/drop.js';
import type { Mailbox } from './far-sides/mailbox.js';
import type { Site } from './far-sides/site.js';
import type { Figure } from './measure.js';

/** What each tells: where it is found, and what to expect of it. */
interface FarSides {
  directory: Directory;
  drop: Drop;
  mailbox: Mailbox;
  site: Site;
}

/** Asks a far side for what it has come to hold. */
export type Ask = () => Promise<unknown>;

/**
 * Measures against `far-sides/<name>.ts`, which runs in a process of its own so that the memory of this one is the
 * product's alone. Rejects where it ends by itself.
 */
export async function withFarSide<Name extends keyof FarSides>(
  name: Name,
  size: number,
  measure: (told: FarSides[Name], ask: Ask) => Promise<Figure[]>,
): Promise<Figure[]> {
  const program = fileURLToPath(new URL(`far-sides/${name}.ts`, import.meta.url));
  const child = fork(program, [String(size)], { execArgv: ['--import', 'tsx'] });
  const exit = once(child, 'exit');
  const ended = exit.then(([code]) =>
    Promise.reject(new Error(`The far side, ${name}, ended with ${code}.`)),
  );
  const hear = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  try {
    const told = (await hear()) as FarSides[Name];
    return await measure(told, async () => {
      child.send('?');
      return await hear();
    });
  } finally {
    if (child.connected) child.disconnect();
    await exit;
  }
}
