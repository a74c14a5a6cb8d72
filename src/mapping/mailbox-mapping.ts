import type { Participant } from '../domain/item.js';
import { isMailAddress } from '../domain/mail-address.js';
import type { MappingRules } from '../domain/mapping.js';
import { participantNumber } from '../domain/participant.js';
import type { MappingRow } from './mapping-csv.js';

/** Digits by which numbers resemble each other whose country codes differ, or were left out. */
const LAST_DIGITS = 8;

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
    const custom = this.rowsOf(number).find((row) => isHolding(row, at))?.address;
    const own = this.#rules.automatic ? participant.userEmailAddress?.trim() : undefined;
    const addresses = [custom, own].flatMap((address) => address?.toLowerCase() ?? []);
    return [...new Set(addresses)].filter(isMailAddress);
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

function rowsBy(rows: readonly MappingRow[], keyOf: (row: MappingRow) => string): Map<string, MappingRow[]> {
  const groups = new Map<string, MappingRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** A time that cannot be read is in no limited period. */
function isHolding({ validFrom, validTo }: MappingRow, at: string): boolean {
  const time = Date.parse(at);
  const isBegun = validFrom === null || time >= Date.parse(validFrom);
  return isBegun && (validTo === null || time < Date.parse(validTo));
}
