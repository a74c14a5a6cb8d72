import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { Participant } from '../domain/item.js';
import { isWaiting, type Appearance } from '../domain/seen.js';
import { daysToSearch, judge, NOBODY, type UnmappedPerson } from '../domain/unmapped.js';
import { daysOf, mergeWindows, type Window } from '../domain/window.js';
import type { Row } from '../storage/table.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import { catchAllUser, userOf } from './mailbox-owners.js';
import type { RunContext } from './run-context.js';

const LOOK_UPS_AT_A_TIME = 100;
const DAYS_AT_A_TIME = 8;
const WRITES_AT_A_TIME = 16;

/** Somebody who had no mailbox and now has one, at least at some time. */
interface Found {
  row: Row<UnmappedPerson>;
  verdict: string;
  /** The archived days to search for their items. */
  days: Window;
}

type Deps = Pick<ArchiverDeps, 'unmapped' | 'seen' | 'openItems'>;

/**
 * Opens the items that people stood in without a mailbox and that lead to one now, under the run's mapping and the
 * directory of today. People to whom no mailbox leads cost nothing, and those judged before only what came since.
 * A try that breaks off is made anew: nobody counts as judged before all their items are open.
 */
export async function openLeftOver(deps: Deps, context: RunContext): Promise<void> {
  const begunAt = Date.now();
  const found = await findPeople(deps, context);
  const days = mergeWindows([...found.values()].map((each) => each.days)).flatMap(daysOf);
  await pLimit(DAYS_AT_A_TIME).map(days, async (day) => {
    cancellation().throwIfAborted();
    await openItemsOf(deps, context, day, found);
  });
  await pLimit(WRITES_AT_A_TIME).map(found.values(), async ({ row, verdict }) => {
    // Where this fails the person was seen again meanwhile, and is judged by the next run.
    await deps.unmapped.replace(row, judge(row.value, verdict, begunAt));
  });
}

async function findPeople(deps: Deps, context: RunContext): Promise<Map<string, Found>> {
  const catchAll = await catchAllUser(context);
  const rows: Row<UnmappedPerson>[] = [];
  for await (const row of deps.unmapped.list(context.record.connectorId))
    if (isLed(row.value, context)) rows.push(row);
  const found = await pLimit(LOOK_UPS_AT_A_TIME).map(rows, async (row): Promise<[string, Found][]> => {
    const { key, participant } = row.value;
    const verdict = participant === null ? catchAll?.id : await verdictOn(context, participant);
    const days = verdict === undefined ? null : daysToSearch(row.value, verdict);
    return verdict !== undefined && days !== null ? [[key, { row, verdict, days }]] : [];
  });
  return new Map(found.flat());
}

/** Whether anything leads anywhere, be it to a mailbox or not. */
function isLed({ participant }: UnmappedPerson, { mapping }: RunContext): boolean {
  return participant === null || mapping.leadsOf(participant).length > 0;
}

/** Names all mailboxes that a person leads to, and when; undefined where that is none. */
async function verdictOn(context: RunContext, participant: Participant): Promise<string | undefined> {
  const mailboxes: unknown[] = [];
  for (const { address, validFrom, validTo } of context.mapping.leadsOf(participant)) {
    const user = await userOf([address], context);
    if (user) mailboxes.push([user.id, validFrom, validTo]);
  }
  if (mailboxes.length === 0) return undefined;
  return createHash('sha256').update(JSON.stringify(mailboxes)).digest('hex').slice(0, 16);
}

async function openItemsOf(
  deps: Deps,
  context: RunContext,
  day: Window,
  found: ReadonlyMap<string, Found>,
): Promise<void> {
  const { connectorId } = context.record;
  const itemKeys: string[] = [];
  for await (const appearance of deps.seen.appearances(connectorId, day)) {
    if (await isLeftOver(context, appearance, found)) itemKeys.push(appearance.itemKey);
  }
  await pLimit(WRITES_AT_A_TIME).map(itemKeys, async (itemKey) => {
    await deps.openItems.add(connectorId, { itemKey, reason: 'NoMapping', record: null });
  });
}

/** Judged at the time of the message: whoever has a mailbox only since then gets no copy of it. */
async function isLeftOver(
  context: RunContext,
  appearance: Appearance,
  found: ReadonlyMap<string, Found>,
): Promise<boolean> {
  if (found.has(NOBODY) && isWaiting(appearance)) return true;
  for (const { key, mailbox } of appearance.people) {
    const participant = mailbox === null ? found.get(key)?.row.value.participant : undefined;
    if (!participant) continue;
    const candidates = context.mapping.candidates(participant, appearance.messageTime);
    if (await userOf(candidates, context)) return true;
  }
  return false;
}
