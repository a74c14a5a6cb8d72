/** Where the columns of a mapping CSV stand. */
export interface Columns {
  number: number;
  address: number;
  validFrom?: number;
  validTo?: number;
}

const NAMES = {
  validFrom: /^valid(from|since)$/,
  validTo: /^valid(to|until)$/,
  address: /mail|courriel|correo|principalname|^upn$|^address$|(microsoft|office|[mo])365/,
  number: /mobil|móvil|movil|phone|telef|teléf|cell|celular|handy|msisdn|whatsapp|userid$|^number$/,
} as const;

type Column = keyof typeof NAMES;

/** Without a header: the number, then the address. */
export const DEFAULT_COLUMNS: Columns = { number: 0, address: 1 };

/**
 * Reads a header, however it is spelled. Undefined where the row is no header, 'unclear' where it does not name one
 * column each for number and address: guessing would put mail into other people's mailboxes.
 */
export function columnsOf(row: readonly string[]): Columns | 'unclear' | undefined {
  const names = row.map(columnNamed);
  if (names.every((name) => name === undefined)) return undefined;
  if (hasRepeat(names)) return 'unclear';
  const [number, address] = [names.indexOf('number'), names.indexOf('address')];
  if (number < 0 || address < 0) return 'unclear';
  const [validFrom, validTo] = [names.indexOf('validFrom'), names.indexOf('validTo')];
  return { number, address, ...(validFrom >= 0 && { validFrom }), ...(validTo >= 0 && { validTo }) };
}

function hasRepeat(names: (Column | undefined)[]): boolean {
  const known = names.filter((name) => name !== undefined);
  return new Set(known).size < known.length;
}

/** `Mobile Number`, `mobile_number` and `User.UserID` alike; a cell with an address or a number is data. */
function columnNamed(cell: string): Column | undefined {
  if (/@|\d{5}/.test(cell)) return undefined;
  const name = cell.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return (Object.keys(NAMES) as Column[]).find((column) => NAMES[column].test(name));
}
