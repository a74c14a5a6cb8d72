import { inTurn } from './in-turn.js';
import { removeLeftSecrets } from './connector-secrets.js';
import type { Means } from './means.js';
import { clearEnded, removeExpired } from './remove-set-up.js';

/**
 * Removes what nobody comes back to, and what was left lying where a change, or the console, broke off: secrets and
 * mapping files. Rejects with the first error once all has been tried.
 */
export async function sweep(means: Means, now = Date.now()): Promise<void> {
  await inTurn([removeExpired, clearEnded, removeLeftSecrets], async (part) => await part(means, now));
}
