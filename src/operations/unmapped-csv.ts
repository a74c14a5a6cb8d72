import { participantNumber } from '../domain/participant.js';
import { printable } from '../domain/printable.js';
import { spreadsheetCsv } from '../spreadsheet-csv.js';
import type { UnmappedPersonLine } from './mapping-unmapped.js';

/**
 * Who has no mailbox, as CSV that becomes a mapping file once the second column is filled in and the rest of the rows taken out: no
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
  const number = unmappedNumber(each);
  return [
    number ?? '',
    '',
    number === undefined ? printable(each.who) : '',
    unmappedName(each),
    each.firstSeen,
    each.lastSeen,
    each.items,
    each.waiting,
    `${each.guess.code}: ${each.guess.why}. ${each.guess.nextStep}`,
  ];
}

/** With its plus; undefined where none is known. */
export function unmappedNumber({ participants }: UnmappedPersonLine): string | undefined {
  return participants.flatMap((one) => participantNumber(one) ?? []).map((digits) => `+${digits}`)[0];
}

export function unmappedName({ participants }: UnmappedPersonLine): string {
  return printable(participants.flatMap(({ displayName }) => displayName ?? [])[0] ?? '');
}
