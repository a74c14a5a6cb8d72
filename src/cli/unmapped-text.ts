import type { Guess } from '../mapping/guess-why.js';
import type { UnmappedPersonLine } from '../operations/mapping-unmapped.js';
import { unmappedName, unmappedNumber } from '../operations/unmapped-csv.js';
import { printable } from '../domain/printable.js';
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
    unmappedName(each),
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

/** `similar-row (line 7)`: short enough for a column, and named again with its sentence below. */
function guessName({ code, line }: Guess): string {
  return line === undefined ? code : `${code} (line ${line})`;
}

function whoOf(each: UnmappedPersonLine): string {
  return unmappedNumber(each) ?? printable(each.who);
}
