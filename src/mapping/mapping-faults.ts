/** Why a row cannot be used, for the admin who mends it. */
export type MappingFault = Finding<keyof typeof REMEDIES>;

/** What an admin should look at although the row is in use. */
export type MappingRemark = Finding<keyof typeof ADVICE>;

export interface Finding<Reason> {
  /** From 1; of a row that spans lines, the last. */
  line: number;
  column: 'number' | 'address' | 'validFrom' | 'validTo' | 'row' | 'file';
  reason: Reason;
  remedy: string;
  /** The cell's shape, `+99 9999 aaaa`: enough to see what is wrong, and nothing of whose it is. */
  shown: string;
  /** Of a number that moves: the address, or else the object id, whose it was. */
  movesFrom?: string;
}

const REMEDIES = {
  'not a number': 'Write the mobile number with its country code, such as +44 7700 900123.',
  'rounded by a spreadsheet': 'Format the column as text, enter the number again and save the file again.',
  'national number without country': 'Begin the number with + and the country code instead of the 0.',
  'not an address': 'Write one Microsoft 365 address, such as jane@contoso.com.',
  'a number of two countries': 'Begin the number with + and its country code: it is as well one abroad.',
  'two mailboxes for a number':
    'Keep one row for the number, or let one end before the other begins; until then none of them is used.',
  'not a date':
    'Write the date as 2026-01-31 in a column formatted as text, or leave the cell empty where there is no limit.',
  'ends before it begins': 'Write a validTo on or after validFrom; it includes its day.',
  'too many cells': 'Write two columns, number and address, or name the columns in a first row.',
  'not a CSV row': 'Correct the quotes or the length of the row; rows after it may not have been read.',
  'columns not clear':
    'Name exactly one column Mobile Number and exactly one Microsoft 365 email in the first row.',
  'not a text file': 'Save the file as CSV UTF-8, of at most 20 MB.',
} as const;

const ADVICE = {
  'no operator gives this number out': 'Check the digits and the country code; messages match it as it is.',
} as const;

const MAX_SHOWN_CHARACTERS = 40;

interface Place {
  line: number;
  column: MappingFault['column'];
  cell?: string;
}

/** `cell` is shown as its shape only. */
export function mappingFault(
  reason: MappingFault['reason'],
  { line, column, cell = '' }: Place,
): MappingFault {
  return { line, column, reason, remedy: REMEDIES[reason], shown: shapeOf(cell) };
}

/** `cell` is shown as its shape only. */
export function mappingRemark(
  reason: MappingRemark['reason'],
  { line, column, cell = '' }: Place,
): MappingRemark {
  return { line, column, reason, remedy: ADVICE[reason], shown: shapeOf(cell) };
}

export function shapeOf(cell: string): string {
  return cell
    .slice(0, MAX_SHOWN_CHARACTERS)
    .replaceAll(/\p{N}/gu, '9')
    .replaceAll(/\p{L}/gu, 'a')
    .replaceAll(/[^\x20-\x7e]/g, '?');
}
