import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';
import { Meter, number, say, type Figure } from '../measure.js';

const FIRST_NUMBER = 447_400_000_000;
const HANDED_OVER = 10;

/** A mapping CSV of so many rows, every tenth number handed over from one user to another, made into a mapping. */
export async function bench(rows = 100_000): Promise<Figure[]> {
  say(`mapping-csv: reads a mapping of ${number(rows)} rows`);
  const file = csvOf(rows);
  const meter = new Meter();
  const startedAt = process.cpuUsage();
  const read = await meter.run(async () => {
    const parsed = parseMappingCsv(file, { defaultCountry: 'GB' });
    const mapping = new MailboxMapping(parsed.rows, { automatic: true });
    return await Promise.resolve({ ...parsed, mapping });
  });
  check(read, rows);
  const { user, system } = process.cpuUsage(startedAt);
  return [
    ...meter.figures('mapping CSV', { items: rows, bytes: file.length }),
    { what: 'processor, with the yardsticks', figure: `${number((user + system) / 1_000_000)} s` },
  ];
}

function csvOf(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, index) => lineOf(index));
  return Buffer.from(['Mobile Number;Microsoft 365 email;validFrom;validTo', ...lines].join('\r\n'));
}

function lineOf(index: number): string {
  const isSecond = index % HANDED_OVER === 1;
  const isFirst = index % HANDED_OVER === 0;
  const digits = String(FIRST_NUMBER + (isSecond ? index - 1 : index));
  const written = index % 2 === 0 ? `+44 ${digits.slice(2, 6)} ${digits.slice(6)}` : digits;
  const [from, to] = [isSecond ? '2026-02-01' : '', isFirst ? '2026-01-31' : ''];
  return `${written};user.${index}@contoso.example;${from};${to}`;
}

function check(
  { rows, faults, mapping }: ReturnType<typeof parseMappingCsv> & { mapping: MailboxMapping },
  expected: number,
): void {
  const owner = mapping.candidates({ phoneNumber: String(FIRST_NUMBER) }, '2026-02-01T00:00:00Z');
  if (rows.length !== expected || faults.length > 0 || owner[0] !== 'user.1@contoso.example')
    throw new Error(`Of ${expected} rows, ${rows.length} were read, with ${faults.length} faults.`);
}
