import { BYSTANDER, EMPLOYEES, hire, type CsvRow } from './employees.js';
import { makeGuest, OUTSIDERS, outsider } from './outsiders.js';
import type { Person, TenantUser } from './people.js';
import { Random } from './random.js';

/** Whoever writes, and what the administrators of the tenant have about them. The same on every day of a seed, but for the hand-over. */
export interface Cast {
  people: Person[];
  tenantUsers: TenantUser[];
  mappingCsv: string;
}

// Kept free for fiction by Ofcom and by NANPA, so that no generated number is ever somebody's.
const UK_FICTION = { first: 447_700_900_000, size: 1000 };
const US_FICTION = { first: 12_025_550_100, size: 100 };

/** The ways people write numbers into a spreadsheet. */
const CSV_SPELLINGS: readonly ((digits: string) => string)[] = [
  (digits) => `+${digits.slice(0, 2)} ${digits.slice(2, 6)} ${digits.slice(6)}`,
  (digits) => digits,
  (digits) => `00${digits}`,
  (digits) => `+${digits.slice(0, 2)}-${digits.slice(2)}`,
];

/** `handOver` is the instant from which on a number is another employee's. */
export function makeCast(seed: string, handOver: string): Cast {
  const random = new Random(`${seed}/people`);
  const ukDigits = numbersOf(random, UK_FICTION);
  const usDigits = numbersOf(random, US_FICTION);
  const hiring = { random, nextDigits: ukDigits, handOver };
  const employees = EMPLOYEES.map((employee) => hire(employee, hiring));
  const outsiders = OUTSIDERS.map((row) => outsider(row, random, usDigits));
  const bystander = hire(BYSTANDER, hiring);
  const hired = [...employees, bystander];
  return {
    people: [...employees.map(({ person }) => person), ...outsiders],
    tenantUsers: [...hired.flatMap(({ users }) => users), makeGuest(random)],
    mappingCsv: mappingCsv(hired.flatMap(({ rows }) => rows)),
  };
}

function mappingCsv(rows: CsvRow[]): string {
  const lines = rows.map(({ digits, address, validFrom = '', validTo = '' }, row) => {
    const spell = CSV_SPELLINGS[row % CSV_SPELLINGS.length] ?? String;
    return [spell(digits), address, validFrom, validTo].join(',');
  });
  return ['Mobile Number,Microsoft 365 email,Valid from,Valid to', ...lines, ''].join('\r\n');
}

/** Gives the numbers of a range one after the other, from a random place on and round its end. */
function numbersOf(random: Random, { first, size }: { first: number; size: number }): () => string {
  let place = random.below(size);
  return () => String(first + (place++ % size));
}
