import type { FoundUser, NoMailbox } from '../domain/user.js';
import type { MappingRow } from '../domain/mapping.js';

/** What is known of somebody without a mailbox, under the mapping and the directory of now. */
export interface UnmappedFacts {
  /** The CSV's rows of their number, and whom each leads to. */
  rows: { line: number; state: FoundUser['state'] }[];
  /** Whom their address properties lead to, whether or not automatic mapping is on. */
  properties: FoundUser['state'][];
  automatic: boolean;
  /** Whether the mapping leads to a mailbox at the time of their first or last item. */
  isMappedNow: boolean;
  hasNumber: boolean;
  /** Rows of numbers that end in the same digits. */
  similar: readonly Pick<MappingRow, 'line'>[];
}

/** Why somebody has no mailbox, most likely, and what to do. Holds no number and no address. */
export interface Guess {
  code: keyof typeof GUESSES | 'similar-row' | `row-${NoMailbox}` | `property-${NoMailbox}`;
  why: string;
  nextStep: string;
  /** Of the CSV, where it is about a row. */
  line?: number;
}

const GUESSES = {
  'mapped-now': {
    why: 'has a mailbox by now',
    nextStep: 'Run `mapping apply`, or wait for the next run.',
  },
  'row-of-another-time': {
    why: 'the row in the CSV does not hold at the time of these messages',
    nextStep: 'Change its validFrom or validTo if they are theirs.',
  },
  'automatic-off': {
    why: "the User's Email address leads to a mailbox, but automatic mapping is off",
    nextStep: 'Set `mapping.automatic`, or add a row.',
  },
  'hidden-number': {
    why: 'WhatsApp hides the number',
    nextStep: 'No row can name them. Let TeleMessage register their address.',
  },
  outside: {
    why: 'probably outside the organisation: no row and no address',
    nextStep: 'Add a row if they belong to it.',
  },
} as const;

const STATES: Record<NoMailbox, { why: string; nextStep: string }> = {
  unknown: { why: 'is nobody in Microsoft 365', nextStep: 'Correct the address.' },
  deleted: { why: 'is of a deleted user', nextStep: 'Restore the user, or name who takes over.' },
  guest: { why: 'is of a guest, who has no mailbox here', nextStep: 'Name a member of the organisation.' },
  'no-mailbox': {
    why: 'is of a user without a mailbox',
    nextStep: 'Give the user an Exchange Online licence.',
  },
  'on-premises': {
    why: 'is of a mailbox on Exchange Server',
    nextStep: 'Move the mailbox to Exchange Online.',
  },
  'archive-only': {
    why: 'is of a user with nothing but an archive in the cloud',
    nextStep: 'Move the mailbox to Exchange Online.',
  },
  ambiguous: { why: 'is of several users', nextStep: 'Write the user principal name.' },
};

/** What an admin can mend comes first: the CSV, which they wrote, then the property, then what WhatsApp does not say. */
export function guessWhy(facts: UnmappedFacts): Guess {
  const { rows, properties, automatic, isMappedNow, hasNumber, similar } = facts;
  if (isMappedNow) return guess('mapped-now');
  if (rows.some(({ state }) => state === 'valid')) return guess('row-of-another-time');
  const [row] = rows;
  if (row && row.state !== 'valid')
    return { ...ofState('row', row.state, `the address in line ${row.line}`), line: row.line };
  if (properties.includes('valid') && !automatic) return guess('automatic-off');
  const [alike] = similar;
  if (alike) return similarTo(alike.line);
  const property = automatic || !hasNumber ? properties.find((state) => state !== 'valid') : undefined;
  if (property) return ofState('property', property, "the User's Email address");
  return guess(hasNumber ? 'outside' : 'hidden-number');
}

function guess(code: keyof typeof GUESSES): Guess {
  return { code, ...GUESSES[code] };
}

function similarTo(line: number): Guess {
  const nextStep = 'Compare the two: the country code may be wrong.';
  return { code: 'similar-row', why: `the number in line ${line} ends alike`, nextStep, line };
}

function ofState(of: 'row' | 'property', state: NoMailbox, what: string): Guess {
  const { why, nextStep } = STATES[state];
  return { code: `${of}-${state}`, why: `${what} ${why}`, nextStep };
}
