import { ArchiveError } from '../domain/errors.js';
import { changedRules, type MappingRow, type MappingRules, type MappingVersion } from '../domain/mapping.js';
import type { SeenPerson } from '../domain/seen.js';
import { emptinessFaults, isOfWholeFile } from '../mapping/file-faults.js';
import { firstValid, foundUser, type FoundUsers } from '../mapping/found-users.js';
import { rereadingCsv, type InstalledMapping } from '../mapping/installed-csv.js';
import { MailboxMapping } from '../mapping/mailbox-mapping.js';
import { parsingMappingCsv, type ParsedMapping } from '../mapping/mapping-csv.js';
import type { Finding } from '../mapping/mapping-faults.js';
import { previewOf, type Preview, type PreviewInput } from '../mapping/preview.js';
import { reassignments } from '../mapping/reassignments.js';
import { rowDifference } from '../mapping/row-difference.js';
import { inTurns } from '../mapping/turns.js';
import { NO_MAILBOX, userFindings } from '../mapping/user-findings.js';
import type { Repositories } from '../storage/repositories.js';
import type { LookUpUsers } from './look-up-users.js';

/** Where there was no mapping before. */
const NO_RULES: MappingRules = { automatic: false };

/** Exchange tells only whom it trusts (docs/set-up.md) what a mailbox is for. */
export const NOT_SHARED =
  'mapping.catchAllMailbox is not known to be a shared mailbox: whoever may open it reads the mail of strangers.';

/** What a mapping is judged with. */
export interface MappingMeans extends Pick<Repositories, 'connectors' | 'seen'> {
  lookUpUsers: LookUpUsers;
}

/** A mapping that somebody wants to have, or only to know about. */
export interface MappingWish {
  /** Absent: for no connector that there is. */
  connectorId?: string;
  rules: MappingRules;
  /** The file; null for none. */
  csv: Buffer | null;
  /** Whether it is the file in force, and only rules change. */
  isInstalled?: boolean;
}

/** What is to be said of it before it is in force. */
export interface Judgement {
  /** In use, those whose user has no mailbox too: they hold as soon as somebody gives one. */
  rows: MappingRow[];
  /** How many users with a mailbox they name; the addresses of one user count once. */
  users: number;
  difference: Omit<MappingVersion['difference'], 'rules'>;
  /** Of the whole file, rows that cannot be used, and rows that name nobody with a mailbox. */
  faults: Finding<string>[];
  /** Rows that give a number to another user for all time. */
  reassigned: Finding<string>[];
  /** What is odd and stops nothing. */
  remarks: Finding<string>[];
  /** What is odd about the rules. */
  notes: string[];
  preview: Preview;
}

/**
 * Judges a mapping against `previous`, the directory, and everyone seen at the source. Rejects with InvalidArgument where
 * nobody would get mail, or the catch-all mailbox is none, and as the look-up does.
 */
export async function judgeMapping(
  means: MappingMeans,
  wish: MappingWish,
  previous: MappingVersion | undefined,
): Promise<Judgement> {
  const { connectorId, rules } = wish;
  if (wish.csv === null && !rules.automatic) throw nobodyMapped();
  const former = { rows: await rowsOf(means, previous), rules: previous?.rules ?? NO_RULES };
  const parsed = await readWish(wish, former);
  const people = connectorId === undefined ? [] : await peopleSeen(means, connectorId);
  const present = { rows: parsed.rows, rules };
  const users = await means.lookUpUsers(addressesIn([former, present], people));
  const notes = notesOnCatchAll(rules, users);
  const appearances = connectorId === undefined ? [] : means.seen.appearances(connectorId);
  const judged = await compare(former, present, { people, appearances, users }, wish.isInstalled);
  const empty = mayLeaveNobody(wish, former, parsed)
    ? emptinessFaults({ ...judged, automatic: rules.automatic })
    : [];
  return {
    ...judged,
    notes,
    faults: inOrder([...parsed.faults, ...empty, ...judged.faults]),
    remarks: inOrder([...parsed.remarks, ...judged.remarks]),
  };
}

async function readWish(
  { csv, rules, isInstalled }: MappingWish,
  former: InstalledMapping,
): Promise<ParsedMapping> {
  if (csv === null) return { rows: [], faults: [], remarks: [] };
  return await inTurns(isInstalled ? rereadingCsv(csv, former, rules) : parsingMappingCsv(csv, rules));
}

/** Whether it is the change that may leave nobody mapped. A file that was not understood has a fault that says so. */
function mayLeaveNobody(
  { csv, rules, isInstalled }: MappingWish,
  former: InstalledMapping,
  { faults }: ParsedMapping,
): boolean {
  const changed = changedRules(former.rules, rules);
  const isNew = !isInstalled || changed.includes('automatic') || changed.includes('defaultCountry');
  return csv !== null && isNew && !faults.some(isOfWholeFile);
}

/** Everything but what is wrong with the file as such. */
async function compare(
  former: InstalledMapping,
  present: InstalledMapping,
  known: Pick<PreviewInput, 'people' | 'appearances' | 'users'>,
  isInstalled = false,
): Promise<Omit<Judgement, 'notes'>> {
  const { rows } = present;
  const { users } = known;
  const now = new Date().toISOString();
  const before = new MailboxMapping(former.rows, former.rules);
  const after = new MailboxMapping(rows, present.rules);
  const { preview, owned } = await previewOf({ ...known, before, after, now });
  return {
    rows,
    users: new Set(rows.flatMap(({ address }) => firstValid(users, [address])?.id ?? [])).size,
    difference: rowDifference(former.rows, rows),
    ...userFindings(rows, users, { now, inForce: isInstalled ? former.rows : [] }),
    reassigned: reassignments({ before, after: rows, users, owned, now }),
    preview,
  };
}

/** The rows of a version's file; none where it has no file. */
export async function rowsOf(
  { connectors }: Pick<Repositories, 'connectors'>,
  version: MappingVersion | undefined,
): Promise<MappingRow[]> {
  return (version && (await connectors.mappingRows(version))) ?? [];
}

async function peopleSeen({ seen }: MappingMeans, connectorId: string): Promise<SeenPerson[]> {
  const people: SeenPerson[] = [];
  for await (const person of seen.people(connectorId)) people.push(person);
  return people;
}

/** Of the property only where it leads to a mailbox: there may be many more of them than of rows. */
function addressesIn(mappings: InstalledMapping[], people: SeenPerson[]): string[] {
  const isAutomatic = mappings.some(({ rules }) => rules.automatic);
  return [
    ...mappings.flatMap(({ rows }) => rows.map(({ address }) => address)),
    ...(isAutomatic ? people.flatMap(({ participant }) => participant.userEmailAddress ?? []) : []),
    ...mappings.flatMap(({ rules }) => rules.catchAllMailbox ?? []),
  ];
}

/** Rejects a catch-all mailbox that is none. */
function notesOnCatchAll({ catchAllMailbox }: MappingRules, users: FoundUsers): string[] {
  if (catchAllMailbox === undefined) return [];
  const found = foundUser(users, catchAllMailbox);
  if (found.state === 'valid') return found.isShared ? [] : [NOT_SHARED];
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
