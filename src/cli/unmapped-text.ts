import { participantNumber } from '../domain/participant.js';
import type { Guess } from '../mapping/guess-why.js';
import type { UnmappedPersonLine } from '../operations/mapping-unmapped.js';
import { printable } from './printable.js';
import { spreadsheetCsv } from '../spreadsheet-csv.js';
import { table } from './table.js';

/** More people than a person reads; the JSON and CSV forms have them all. */
const MAX_PEOPLE_SHOWN = 50;

/** Who has no mailbox, for people: with numbers, names and addresses, for the admin's eyes. */
export function unmappedText(connectorId: string, people: UnmappedPersonLine[]): string {
  if (people.length === 0) return `Everybody seen by ${connectorId} has a mailbox.`;
  const waiting = people.filter((each) => each.waiting > 0).length;
  const shown = people.slice(0, MAX_PEOPLE_SHOWN);
  const rest = people.length - shown.length;
  const guesses = new Map(shown.map(({ guess }) => [guessName(guess), guess]));
  return [
    `Seen by ${connectorId} without a mailbox: ${people.length}. In items that nobody has: ${waiting}.`,
    '',
    peopleTable(shown),
    ...(rest > 0 ? [`… and ${rest} more: --format json or csv lists them all.`] : []),
    '',
    ...[...guesses].map(([name, { why, nextStep }]) => `${name}: ${why}. ${nextStep}`),
  ].join('\n');
}

function peopleTable(people: UnmappedPersonLine[]): string {
  const rows = people.map((each) => [
    whoOf(each),
    nameOf(each),
    each.firstSeen.slice(0, 10),
    each.lastSeen.slice(0, 10),
    each.items,
    each.waiting,
    guessName(each.guess),
  ]);
  return table(
    ['Who', 'Name', 'First seen', 'Last seen', 'Items', 'Waiting', 'Probably because'],
    rows,
    [4, 5],
  );
}

/**
 * The same as CSV that becomes a mapping file once the second column is filled in and the rest of the rows taken out: no
 * other heading may look like a number or an address. Cells that a spreadsheet would take for a formula are defused, and
 * so the number keeps its plus and is not rounded.
 */
export function unmappedCsv(people: UnmappedPersonLine[]): string {
  return spreadsheetCsv(people.map(cellsOf), [
    'Mobile Number',
    'Microsoft 365 email',
    'Who',
    'Name',
    'First seen',
    'Last seen',
    'Items',
    'Waiting',
    'Why',
  ]);
}

function cellsOf(each: UnmappedPersonLine): (string | number)[] {
  const number = numberOf(each);
  return [
    number ?? '',
    '',
    number === undefined ? printable(each.who) : '',
    nameOf(each),
    each.firstSeen,
    each.lastSeen,
    each.items,
    each.waiting,
    `${each.guess.code}: ${each.guess.why}. ${each.guess.nextStep}`,
  ];
}

/** `similar-row (line 7)`: short enough for a column, and named again with its sentence below. */
function guessName({ code, line }: Guess): string {
  return line === undefined ? code : `${code} (line ${line})`;
}

function whoOf(each: UnmappedPersonLine): string {
  return numberOf(each) ?? printable(each.who);
}

function numberOf({ participants }: UnmappedPersonLine): string | undefined {
  return participants.flatMap((one) => participantNumber(one) ?? []).map((digits) => `+${digits}`)[0];
}

function nameOf({ participants }: UnmappedPersonLine): string {
  return printable(participants.flatMap(({ displayName }) => displayName ?? [])[0] ?? '');
}
