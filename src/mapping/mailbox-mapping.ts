import type { Participant } from '../domain/item.js';
import { participantNumber } from '../domain/participant.js';
import { isMailAddress } from '../domain/mail-address.js';
import type { MappingRow } from './mapping-csv.js';

/** Whose mailbox a participant may have: the custom CSV first, then, if automatic, the User's Email address. */
export class MailboxMapping {
  readonly #addresses: ReadonlyMap<string, string>;
  readonly #automatic: boolean;

  /** `rows` is null where no CSV is installed. */
  constructor(rows: readonly MappingRow[] | null, automatic: boolean) {
    this.#addresses = new Map((rows ?? []).map(({ number, address }) => [number, address]));
    this.#automatic = automatic;
  }

  /**
   * Addresses in the order in which they are to be tried; the first that is a valid user with a mailbox counts. `at` is
   * the time of the message.
   */
  candidates(participant: Participant, _at: string): string[] {
    const number = participantNumber(participant);
    const custom = number === undefined ? undefined : this.#addresses.get(number);
    const own = this.#automatic ? participant.userEmailAddress?.trim() : undefined;
    const addresses = [custom, own].filter((address) => address !== undefined);
    return [...new Set(addresses)].filter(isMailAddress);
  }
}
