import type { FoundUsers } from '../mapping/found-users.js';
import { openMicrosoft365 } from '../microsoft365/open.js';
import { distinctAddresses, lookUpUsers as lookUp } from '../operations/look-up-users.js';
import type { GlobalOptions } from './command.js';
import { settingsFor } from './environment.js';
import { countProgress } from './count-progress.js';

/**
 * Looks all addresses up, with a progress bar. Asks for the settings of Microsoft 365 only where there is one. Rejects
 * as the look-up itself.
 */
export async function lookUpUsers(options: GlobalOptions, addresses: Iterable<string>): Promise<FoundUsers> {
  const distinct = distinctAddresses(addresses);
  if (distinct.size === 0) return new Map();
  const { directory } = openMicrosoft365(settingsFor(options, 'graph').graph);
  const progress = countProgress('users looked up:', distinct.size);
  try {
    return await lookUp(directory, distinct, () => progress.step());
  } finally {
    progress.stop();
  }
}
