import type { Actor } from '../operations/means.js';
import { ownerIdOf } from './access/permissions.js';
import type { ConsoleContext } from './environment.js';

/** Who makes a change on a page. Routes that change something let nobody in who has not signed in. */
export function actorOf(c: ConsoleContext): Actor {
  const { name = '', id } = c.var.user ?? {};
  return { name, via: 'console', ...(id !== undefined && { id }) };
}

/** Whose set-ups and changes not yet confirmed are shown: two people may have the same name. */
export function ownerOf(c: ConsoleContext): string {
  return ownerIdOf(c.var.user);
}
