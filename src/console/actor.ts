import type { Actor } from '../operations/means.js';
import type { ConsoleContext } from './environment.js';

/** Who makes a change, as the audit log names them. Only where somebody may change something is anybody asked for. */
export function actorOf(c: ConsoleContext): Actor {
  return { name: c.var.user?.name ?? 'nobody', via: 'console' };
}
