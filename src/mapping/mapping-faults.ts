/** Why a row cannot be used, for the admin who mends it. */
export type MappingFault = Finding<keyof typeof REMEDIES>;

/** What an admin should look at although the row is in use. */
export type MappingRemark = Finding<keyof typeof ADVICE>;

export interface Finding<Reason> {
  /** From 1; of a row that spans lines, the first. */
  line: number;
  /** `file`: nothing of the file can be used. */
  column: 'number' | 'address' | 'validFrom' | 'validTo' | 'row' | 'file';
  reason: Reason;
  remedy: string;
  /** The cell's shape, `+99 9999 aaaa`: enough to see what is wrong, and nothing of whose it is. Of a heading, itself. */
  shown: string;
  /** Of a row that contradicts another one. */
  otherLine?: number;
  /** Of a number that moves: the address, or else the object id, whose it was. */
  movesFrom?: string;
}

const REMEDIES = {
  'not a number': 'Write the mobile number with its country code, such as +44 7700 900123.',
  'rounded by a spreadsheet': 'Format the column as text, enter the number again and save the file again.',
  'national number without country': 'Begin the number with + and the country code instead of the 0.',
  'not an address': 'Write one Microsoft 365 address, such as jane@contoso.com, or delete the row.',
  'a number of two countries': 'Begin the number with + and its country code: it is as well one abroad.',
  'with or without country code':
    'Begin the number with + if its country code stands there, else with the 0 that is dialled in the country.',
  'two mailboxes for a number':
    'Keep one row for the number, or let one end before the other begins; until then none of them is used.',
  'not a date':
    'Write the date as 2026-01-31 in a column formatted as text, or leave the cell empty where there is no limit.',
  'ends before it begins': 'Write a validTo on or after validFrom; it includes its day.',
  'too many cells': 'Write two columns, number and address, or name the columns in a first row.',
  'not a CSV row': 'Correct the quotes or the length of the row: a quote inside quotes is written twice.',
  'columns not clear':
    'Name exactly one column Mobile Number and exactly one Microsoft 365 email in the first row.',
  'column of dates not known':
    'Name the column validFrom or validTo, or take it out of the file: without it the rows would hold for all time.',
  'not UTF-8 or UTF-16':
    'Save the file as “CSV UTF-8”: plain “CSV” of Excel is in the code page of the computer.',
  'a workbook, not CSV': 'Save the sheet as “CSV UTF-8”; the workbook itself is not read.',
  'over 20 MB': 'Leave out the columns that are not used, and rows of people who are nobody of yours.',
  'over 200,000 rows': 'Leave out the rows of people who are nobody of yours.',
} as const;

const ADVICE = {
  'column not used':
    'Nothing to do if it is meant so; otherwise give it a name that docs/mapping.md has for such a column.',
  'no operator gives this number out': 'Check the digits and the country code; messages match it as it is.',
} as const;

const MAX_SHOWN_CHARACTERS = 40;

interface Place {
  line: number;
  column: MappingFault['column'];
  /** Shown as its shape only. */
  cell?: string;
  /** Instead of a cell: what may be shown as it is. */
  shown?: string;
}

export function mappingFault(reason: MappingFault['reason'], place: Place): MappingFault {
  return { ...placed(place), reason, remedy: REMEDIES[reason] };
}

export function mappingRemark(reason: MappingRemark['reason'], place: Place): MappingRemark {
  return { ...placed(place), reason, remedy: ADVICE[reason] };
}

function placed({ line, column, cell = '', shown = shapeOf(cell) }: Place) {
  return { line, column, shown };
}

export function shapeOf(cell: string): string {
  return cell
    .slice(0, MAX_SHOWN_CHARACTERS)
    .replaceAll(/\p{N}/gu, '9')
    .replaceAll(/\p{L}/gu, 'a')
    .replaceAll(/[^\x20-\x7e]/g, '?');
}
