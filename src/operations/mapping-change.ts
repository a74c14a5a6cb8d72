import { ArchiveError } from '../domain/errors.js';
import type { MappingRow, MappingVersion } from '../domain/mapping.js';
import { NO_MAILBOX } from '../mapping/user-findings.js';
import type { Repositories } from '../storage/repositories.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import { decideMapping, type Decision } from './change-mapping.js';
import { rowsOf, type Judgement, type MappingMeans } from './judge-mapping.js';
import type { MappingChoices, MappingRefusal } from './mapping-refusal.js';
import { rowsCsv } from './mapping-rows-csv.js';
import { audited, type Attempted } from './audited.js';
import type { Actor } from './means.js';

/** Where a person's row stands in the file that is made for it: below the header. */
const LINE_OF_PERSON = 2;

/** Somebody who is to have a mailbox from now on and for all time. */
export type Person = Pick<MappingRow, 'number' | 'address'>;

/** A file in place of the one in force, null for none; or that file with one person more. */
export type MappingWish = { csv: Buffer | null } | { person: Person };

export interface MappingChange {
  connectorId: string;
  wish: MappingWish;
  choices: MappingChoices;
  /** The version that whoever wants it has seen; absent where they have seen none. */
  basedOn?: number;
}

/** What is in force now, or why it is refused. `judgement` is null where it says what was in force already. */
export type Changed =
  { refusal: MappingRefusal } | { refusal?: never; mapping: MappingVersion; judgement: Judgement | null };

export type ChangeMeans = MappingMeans & Pick<Repositories, 'audit'>;

/**
 * What a change would do; nothing is changed. Rejects with ConnectorNotFound, with InvalidArgument where the person's
 * address leads to no mailbox, and as the judgement does.
 */
export async function previewMapping(means: MappingMeans, change: MappingChange): Promise<Decision> {
  return await decide(means, await means.connectors.get(change.connectorId), { ...change, by: '' });
}

/**
 * Puts a mapping in force; the connector's rules stay. Runs under way keep the version they were opened with. Rejects as
 * the preview does, and with InvalidArgument where somebody else was faster.
 */
export async function changeMapping(
  means: ChangeMeans,
  actor: Actor,
  change: MappingChange,
): Promise<Changed> {
  const { connectorId } = change;
  const known = await means.connectors.get(connectorId);
  const attempted: Attempted = { action: 'mapping.change', connectorId, before: summary(known.mapping) };
  return await audited(means, actor, attempted, async (entry) => {
    const changed = await install(means, known, { ...change, by: actor.name });
    if (changed.refusal) entry.outcome = 'InvalidArgument';
    else entry.after = summary(changed.mapping);
    return changed;
  });
}

async function install(
  means: ChangeMeans,
  known: ConnectorRecord,
  change: MappingChange & { by: string },
): Promise<Changed> {
  const { connector, account, etag } = known;
  const { basedOn } = change;
  if (basedOn !== undefined && basedOn !== known.mapping.version) throw changedMeanwhile();
  const decision = await decide(means, known, change);
  if (decision.refusal) return { refusal: decision.refusal };
  const mapping = await decision.store();
  await means.connectors.update({ connector, account, mapping }, etag);
  return { mapping, judgement: decision.judgement };
}

async function decide(
  means: MappingMeans,
  { connector, mapping: current }: ConnectorRecord,
  { connectorId, wish, choices, by }: MappingChange & { by: string },
): Promise<Decision> {
  const wanted = { connectorId, rules: connector.mapping, current };
  if ('csv' in wish) return await decideMapping(means, { ...wanted, csv: wish.csv }, { ...choices, by });
  const csv = withPerson(await rowsOf(means, current), wish.person);
  // Rows that are in force and lead nowhere stay as they are: they are not what is being changed.
  const decision = await decideMapping(means, { ...wanted, csv }, { ...choices, skipBadRows: true, by });
  refuseNobody(decision);
  return onPerson(decision);
}

/** In place of what rows there are of the number. */
function withPerson(rows: readonly MappingRow[], person: Person): Buffer {
  const others = rows.filter(({ number }) => number !== person.number);
  return Buffer.from(`${rowsCsv([{ ...person, validFrom: null, validTo: null }, ...others])}\r\n`);
}

function refuseNobody(decision: Decision): void {
  const faults = decision.refusal ? decision.refusal.judgement.faults : decision.faults;
  const fault = faults.find(({ line }) => line === LINE_OF_PERSON);
  if (fault === undefined) return;
  const isOfUser = Object.values(NO_MAILBOX).some(({ reason }) => reason === fault.reason);
  const message = isOfUser
    ? `The address leads to no mailbox: ${fault.reason}.`
    : `The row cannot be used: ${fault.reason}.`;
  throw new ArchiveError('InvalidArgument', message, { nextStep: `${fault.remedy} Nothing was changed.` });
}

/** Without what is to be said of the other rows: they are as they were. */
function onPerson(decision: Decision): Decision {
  const only = (judgement: Judgement): Judgement => ({
    ...judgement,
    faults: [],
    remarks: judgement.remarks.filter(({ line }) => line === LINE_OF_PERSON),
  });
  if (decision.refusal)
    return { refusal: { ...decision.refusal, judgement: only(decision.refusal.judgement) } };
  return decision.judgement ? { ...decision, judgement: only(decision.judgement) } : decision;
}

function changedMeanwhile(): ArchiveError {
  return new ArchiveError('InvalidArgument', 'The mapping was changed by somebody else meanwhile.', {
    nextStep: 'Look at what the change would do now, then confirm it again; nothing was changed.',
  });
}

function summary({ version, rules, csv, difference }: MappingVersion) {
  return { version, rules, rows: csv?.rows ?? 0, difference };
}
