// @ts-check
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheDirectory } from '../../src/processes/programs.mjs';
import { withLock } from './lock.mjs';
import { root } from './paths.mjs';

/**
 * One writer at a time to node_modules and dist of this checkout. The lock stands outside of it: `npm ci` and the
 * build replace both directories as a whole.
 * @template T
 * @param {import('./say.mjs').Say} say
 * @param {() => Promise<T>} action
 */
export function withCheckoutLock(say, action) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const onWait = () => say('Waiting for another process that is preparing this checkout.');
  return withLock(join(cacheDirectory(), `checkout-${name}.lock`), action, { onWait });
}
