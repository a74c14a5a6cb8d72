import type { Ledger } from '../../src/storage/ledger.js';
import { changed } from './changed.js';

/** The ledger as it is read when every budget and settle time is over. */
export function inAnHour(ledger: Ledger): Ledger {
  return changed(ledger, {
    copy: async (itemKey, mailbox) => {
      const { copy, storageNow } = await ledger.copy(itemKey, mailbox);
      return { copy, storageNow: storageNow + 3_600_000 };
    },
  });
}
