import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { DEFAULT_MAX_MAIL_BYTES, type Connector } from './domain/connector.js';
import { utcInstant } from './domain/instant.js';
import { isMailAddress } from './domain/mail-address.js';
import { name, Source } from './connector-source.js';
import { isCron } from './cron.js';
import { faultLine, invalidInput, plainWords } from './input-faults.js';
import { parseJson } from './json-text.js';

const MAX_FILE_CHARACTERS = 65_536;
const MAX_NAME_CHARACTERS = 255;
/** Exchange Online takes mail of 150 MB at most. */
const MAX_MAIL_BYTES = 157_286_400;
const MAX_LOOKBACK_HOURS = 720;
const DAY_MS = 86_400_000;

const words = (meaning: string) => ({ error: plainWords(meaning) });

const instant = (meaning: string) =>
  z
    .string(words(meaning))
    .refine((text) => utcInstant(text) !== undefined, 'is no instant such as 2026-11-20T09:00:00Z')
    .transform((text) => utcInstant(text) ?? text);

const timezone = (meaning: string) =>
  z
    .string(words(meaning))
    .refine(isTimezone, 'is no time zone of the IANA list, such as UTC or Europe/London');

const mailBytes = z
  .int(words('a whole number of bytes'))
  .min(1, 'is below 1')
  .max(MAX_MAIL_BYTES, `is over ${MAX_MAIL_BYTES} (150 MB)`);

const ConnectorFile = z.strictObject({
  id: z
    .string(words('a short name for commands and schedules'))
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is not made of 1 to 63 small letters, digits and dashes'),
  displayName: name('a name for people'),
  source: Source,
  schedule: z
    .strictObject(
      {
        cron: z
          .string(words('five fields'))
          .refine(isCron, 'is no cron expression of five fields: minute hour day month weekday')
          .default('0 2 * * *'),
        timezone: timezone('a name such as Europe/London').default('UTC'),
        start: instant('an instant').optional(),
        lookbackHours: z
          .int(words('whole hours'))
          .min(0, 'is below 0')
          .max(MAX_LOOKBACK_HOURS, `is over ${MAX_LOOKBACK_HOURS}`)
          .default(24),
      },
      words('cron and timezone'),
    )
    .prefault({}),
  mapping: z
    .strictObject(
      {
        automatic: z.boolean(words('true or false')).default(true),
        csvFile: name('a path relative to this file').optional(),
        defaultCountry: z
          .string(words('the country of national numbers in the CSV'))
          .refine(isCountry, 'is no ISO code of a country, such as GB')
          .exactOptional(),
        catchAllMailbox: z
          .string(words('an address in Microsoft 365'))
          .refine(isMailAddress, 'is no address such as whatsapp@contoso.com')
          .exactOptional(),
      },
      words('automatic, csvFile, defaultCountry and catchAllMailbox'),
    )
    .prefault({}),
  target: z
    .strictObject(
      {
        folder: name("a mail folder's name")
          .refine((text) => !text.includes('/'), 'holds a slash (it names one folder, not a path)')
          .default('WhatsApp Archiver'),
        itemClass: z
          .string(words('a message class'))
          .max(MAX_NAME_CHARACTERS, `is longer than ${MAX_NAME_CHARACTERS} characters`)
          .regex(/^IPM(\.[A-Za-z0-9_-]+)+$/i, 'is no message class such as IPM.ExternalData.WhatsAppArchiver')
          .default('IPM.ExternalData.WhatsAppArchiver'),
        maxItemBytes: mailBytes.default(10_485_760),
        maxMailBytes: mailBytes.default(DEFAULT_MAX_MAIL_BYTES),
        timezone: timezone('a name such as Europe/London').exactOptional(),
      },
      words('folder, itemClass, maxItemBytes and maxMailBytes'),
    )
    .prefault({}),
  termsAccepted: z.strictObject(
    {
      by: name('who accepted them'),
      at: instant('when they were accepted'),
      version: name('which text of the product they accepted').exactOptional(),
      language: z
        .string(words('the language of that text'))
        .regex(/^[a-z]{2,3}$/, 'is no code of a language, such as en')
        .exactOptional(),
    },
    words(
      'who accepted TeleMessage’s terms of service, and when: "termsAccepted": { "by": "you@example.org", "at": "2026-11-20T09:00:00Z" }',
    ),
  ),
});

/** What is wrong with a key of a connector file, in our words; never its value. */
export interface KeyFault {
  path: readonly PropertyKey[];
  words: string;
}

/**
 * A connector file with its defaults filled in. `csvFile` is as written, relative to the file. Throws InvalidArgument
 * naming all faults at once, and never a value.
 */
export function parseConnectorFile(
  text: string,
  { now }: { now: Date },
): { connector: Connector; csvFile?: string } {
  return orThrow(checkConnector(jsonOf(text), { now }));
}

/** The same of the object that such a file holds, all of it but the mapping CSV. */
export function parseConnector(value: unknown, now = new Date()): Connector {
  return orThrow(checkConnector(value, { now })).connector;
}

/** The same, with every fault by its key. */
export function checkConnector(
  value: unknown,
  { now }: { now: Date },
): { connector: Connector; csvFile?: string } | { faults: KeyFault[] } {
  const parsed = ConnectorFile.safeParse(value);
  if (!parsed.success) return { faults: parsed.error.issues.flatMap(keyFaults) };
  const { id, displayName, source, schedule, mapping, target, termsAccepted } = parsed.data;
  const start = schedule.start ?? new Date(now.getTime() - DAY_MS).toISOString();
  const { csvFile, ...rules } = mapping;
  const connector = {
    id,
    displayName,
    source,
    schedule: { ...schedule, start },
    mapping: rules,
    target,
    termsAccepted,
  };
  return csvFile === undefined ? { connector } : { connector, csvFile };
}

function orThrow<T extends object>(checked: T | { faults: KeyFault[] }): T {
  if ('faults' in checked) throw invalidFile(checked.faults.map(({ path, words }) => faultLine(path, words)));
  return checked;
}

/** A stored connector as a file that `parseConnectorFile` takes, in the documented order. The mapping CSV stands apart. */
export function connectorFileOf(connector: Connector): Connector {
  const { id, displayName, source, schedule, mapping, target, termsAccepted } = connector;
  return { id, displayName, source, schedule, mapping, target, termsAccepted };
}

function jsonOf(text: string): unknown {
  if (text.length > MAX_FILE_CHARACTERS)
    throw invalidFile([`the file is longer than ${MAX_FILE_CHARACTERS} characters`]);
  // Editors on Windows begin a file with a byte order mark.
  const json = parseJson(text.replace(/^\uFEFF/, ''));
  if ('value' in json) return json.value;
  throw invalidFile([`the file is no JSON from line ${json.fault.line}, column ${json.fault.column} on`]);
}

function keyFaults({ path, ...issue }: z.core.$ZodIssue): KeyFault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path, words: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], words: 'is no key of a connector file' }));
}

/** A country whose numbers we know; the pattern keeps out `constructor`, which every object has. */
export function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text) && isSupportedCountry(text);
}

/** Temporal looks the name up as it is written, so that `europe/london` will do for Intl but not for a schedule. */
function isTimezone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    return known === text || known.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}

function invalidFile(faults: string[]): Error {
  return invalidInput('The connector file cannot be used', faults, 'Correct the file; nothing was changed.');
}
