import type { Actor } from '../operations/means.js';
import type { ConsoleContext } from './environment.js';

/** Who makes a change on a page. Routes that change something let nobody in who has not signed in. */
export function actorOf(c: ConsoleContext): Actor {
  return { name: c.var.user?.name ?? '', via: 'console' };
}
