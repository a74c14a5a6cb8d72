import type { Participant } from '../domain/item.js';
import { isMailAddress } from '../domain/mail-address.js';
import type { MappingRules } from '../domain/mapping.js';
import { participantNumber } from '../domain/participant.js';
import type { MappingRow } from '../domain/mapping.js';
import { rowsBy } from './rows-by.js';
import { holdsAt } from './validity.js';

/** Digits by which numbers resemble each other whose country codes differ, or were left out. */
const LAST_DIGITS = 8;

/** An address that holds for a time, as in a row of the CSV. */
export type Lead = Pick<MappingRow, 'address' | 'validFrom' | 'validTo'>;

/** Whose mailbox a participant may have: the custom CSV first, then, if automatic, the User's Email address. */
export class MailboxMapping {
  readonly #rows: ReadonlyMap<string, MappingRow[]>;
  readonly #similar: ReadonlyMap<string, MappingRow[]>;
  readonly #rules: MappingRules;

  /** `rows` is null where no CSV is installed. */
  constructor(rows: readonly MappingRow[] | null, rules: MappingRules) {
    this.#rows = rowsBy(rows ?? [], ({ number }) => number);
    this.#similar = rowsBy(rows ?? [], ({ number }) => number.slice(-LAST_DIGITS));
    this.#rules = rules;
  }

  /**
   * Addresses in the order in which they are to be tried; the first that is a valid user with a mailbox counts. `at` is
   * the time of the message: a row that does not hold at that time names nobody.
   */
  candidates(participant: Participant, at: string): string[] {
    const number = participantNumber(participant);
    const custom = this.rowsOf(number).find((row) => holdsAt(row, at))?.address;
    const own = this.#rules.automatic ? participant.userEmailAddress?.trim() : undefined;
    const addresses = [custom, own].flatMap((address) => address?.toLowerCase() ?? []);
    return [...new Set(addresses)].filter(isMailAddress);
  }

  /** The rows of a participant and, if automatic, the property: whatever leads to a mailbox at any time, in their order. */
  leadsOf(participant: Participant): Lead[] {
    const own = this.#rules.automatic ? participant.userEmailAddress?.trim() : undefined;
    const property = own === undefined ? [] : [{ address: own, validFrom: null, validTo: null }];
    const leads = [...this.rowsOf(participantNumber(participant)), ...property];
    return leads.filter(({ address }) => isMailAddress(address));
  }

  /** All rows of a number in its canonical form, whenever they hold. */
  rowsOf(number: string | undefined): readonly MappingRow[] {
    return number === undefined ? [] : (this.#rows.get(number) ?? []);
  }

  /** Rows whose number ends as this one but is another: the likely slip is in the country code. */
  similarRows(number: string): readonly MappingRow[] {
    const similar = this.#similar.get(number.slice(-LAST_DIGITS)) ?? [];
    return similar.filter((row) => row.number !== number);
  }
}
