import { ArchiveError } from '../domain/errors.js';
import type { MappingRules, MappingVersion } from '../domain/mapping.js';
import type { SeenPerson } from '../domain/seen.js';
import { foundUser, type FoundUsers } from '../mapping/found-users.js';
import { MailboxMapping } from '../mapping/mailbox-mapping.js';
import { parseMappingCsv, type MappingRow } from '../mapping/mapping-csv.js';
import type { Finding } from '../mapping/mapping-faults.js';
import { previewOf, type Preview } from '../mapping/preview.js';
import { reassignments } from '../mapping/reassignments.js';
import { rowDifference } from '../mapping/row-difference.js';
import { NO_MAILBOX, userFindings } from '../mapping/user-findings.js';
import type { StorageContext } from './context.js';
import { lookUpUsers } from './look-up-users.js';

/** A mapping that somebody wants to have, or only to know about. */
export interface MappingWish {
  /** Absent: for no connector that there is. */
  connectorId?: string;
  rules: MappingRules;
  /** The file; null for none. */
  csv: Buffer | null;
}

/** What is to be said of it before it is in force. */
export interface Judgement {
  /** In use, those whose user has no mailbox too: they hold as soon as somebody gives one. */
  rows: MappingRow[];
  difference: Omit<MappingVersion['difference'], 'rules'>;
  /** Rows that cannot be used, and those that name nobody with a mailbox. */
  faults: Finding<string>[];
  /** Rows that give a number to another user for all time. */
  reassigned: Finding<string>[];
  /** What is odd and stops nothing. */
  remarks: Finding<string>[];
  preview: Preview;
}

/**
 * Judges a mapping against `previous`, the directory, and everyone seen at the source. Rejects with InvalidArgument where
 * nobody would get mail, or the catch-all mailbox is none, and as `lookUpUsers`.
 */
export async function judgeMapping(
  context: StorageContext,
  wish: MappingWish,
  previous: MappingVersion | undefined,
): Promise<Judgement> {
  const { connectorId, rules, csv } = wish;
  if (csv === null && !rules.automatic) throw nobodyMapped();
  const now = new Date().toISOString();
  const parsed = csv ? parseMappingCsv(csv, rules) : { rows: [], faults: [], remarks: [] };
  const former = await rowsOf(context, previous);
  const people = connectorId === undefined ? [] : await peopleSeen(context, connectorId);
  const users = await lookUpUsers(context.options, addressesIn(rules, [...parsed.rows, ...former], people));
  refuseCatchAll(rules, users);
  const before = new MailboxMapping(former, previous?.rules ?? { automatic: false });
  const after = new MailboxMapping(parsed.rows, rules);
  const appearances = connectorId === undefined ? [] : context.seen.appearances(connectorId);
  const { preview, delivered } = await previewOf({ people, appearances, before, after, users, now });
  const ofUsers = userFindings(parsed.rows, users, now);
  const wasDelivered = (number: string): boolean => delivered.has(number);
  return {
    rows: parsed.rows,
    difference: rowDifference(former, parsed.rows),
    faults: inOrder([...parsed.faults, ...ofUsers.faults]),
    reassigned: reassignments({ before, after: parsed.rows, users, wasDelivered, now }),
    remarks: inOrder([...parsed.remarks, ...ofUsers.remarks]),
    preview,
  };
}

/** The rows of a version's file; none where it has no file. */
export async function rowsOf(
  { connectors }: StorageContext,
  version: MappingVersion | undefined,
): Promise<MappingRow[]> {
  if (!version?.csv) return [];
  return parseMappingCsv(await connectors.readMapping(version.csv.blob), version.rules).rows;
}

async function peopleSeen({ seen }: StorageContext, connectorId: string): Promise<SeenPerson[]> {
  const people: SeenPerson[] = [];
  for await (const person of seen.people(connectorId)) people.push(person);
  return people;
}

function addressesIn(rules: MappingRules, rows: MappingRow[], people: SeenPerson[]): string[] {
  return [
    ...rows.map(({ address }) => address),
    ...people.flatMap(({ participant }) => participant.userEmailAddress ?? []),
    ...(rules.catchAllMailbox === undefined ? [] : [rules.catchAllMailbox]),
  ];
}

function refuseCatchAll({ catchAllMailbox }: MappingRules, users: FoundUsers): void {
  if (catchAllMailbox === undefined) return;
  const found = foundUser(users, catchAllMailbox);
  if (found.state === 'valid') return;
  const { reason, remedy } = NO_MAILBOX[found.state];
  throw new ArchiveError('InvalidArgument', `mapping.catchAllMailbox is no mailbox: ${reason}.`, {
    nextStep: `${remedy} Nothing was changed.`,
  });
}

function nobodyMapped(): ArchiveError {
  return new ArchiveError(
    'InvalidArgument',
    'Without a CSV and with mapping.automatic off nobody would get mail.',
    {
      nextStep:
        'Name a mapping file in mapping.csvFile, or set mapping.automatic to true; nothing was changed.',
    },
  );
}

function inOrder(findings: Finding<string>[]): Finding<string>[] {
  return findings.toSorted((a, b) => a.line - b.line);
}
