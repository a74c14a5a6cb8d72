import { setTimeout } from 'node:timers/promises';
import { parseConnector } from '../connector-file.js';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { beingFinished, isBeingFinished, type Draft, type StoredDraft } from '../storage/drafts.js';
import { auditedConnector } from './audited-connector.js';
import { createConnector } from './create-connector.js';
import type { MappingRefusal } from './mapping-refusal.js';
import type { Actor, Means } from './means.js';
import { connectorOf } from './set-up.js';
import { removeSecrets } from './set-up-secrets.js';

/** How long the second of two who press Finish waits for what the first one makes. */
const WAIT_FOR_OTHER_MS = 60_000;
const LOOK_EVERY_MS = 250;

export type Finished = { id: string } | { refusal: MappingRefusal };

/**
 * Makes the connector of a draft, and resolves to its id: pressed twice, in two windows or after a crash, it is the same
 * connector, with its schedule. Rejects as `createConnector`.
 */
export async function finishSetUp(means: Means, actor: Actor, draft: StoredDraft): Promise<Finished> {
  const marked = isBeingFinished(draft.value) ? undefined : await mark(means, draft);
  if (marked === undefined) return await madeByOther(means, actor, draft.value);
  try {
    const made = (await madeBefore(means, actor, draft.value)) ?? (await make(means, actor, draft.value));
    if ('refusal' in made) await unmark(means, marked);
    // The connector is made, whatever is left lying about: the sweep of set-ups whose time is over takes it.
    else await cleanUp(means, marked).catch(() => undefined);
    return made;
  } catch (error) {
    await unmark(means, marked).catch(() => undefined);
    throw error;
  }
}

/** From here on nobody changes or discards the draft. Undefined where somebody else was quicker. */
async function mark({ drafts }: Means, draft: StoredDraft): Promise<StoredDraft | undefined> {
  try {
    return await drafts.update(draft, { finishingAt: new Date().toISOString() });
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'InvalidArgument') return undefined;
    throw error;
  }
}

async function unmark({ drafts }: Means, marked: StoredDraft): Promise<void> {
  await drafts.update(marked, { finishingAt: null });
}

async function cleanUp(means: Means, marked: StoredDraft): Promise<void> {
  await means.drafts.remove(marked);
  const record = await connectorOf(means, marked.value);
  if (record) await removeSecrets(means.secrets, marked.value, record.connector.source);
}

/** Somebody has pressed twice, and the other one was quicker. */
async function madeByOther(means: Means, actor: Actor, { id, owner }: Draft): Promise<Finished> {
  const until = Date.now() + WAIT_FOR_OTHER_MS;
  for (;;) {
    const row = await means.drafts.find(id, owner);
    if (row === undefined) {
      const made = await madeBefore(means, actor, { id });
      if (made) return made;
    }
    if (row === undefined || !isBeingFinished(row.value)) {
      throw new ArchiveError('InvalidArgument', 'This set-up was changed or discarded in another window.', {
        nextStep: 'Open it again, and look at what it says now.',
      });
    }
    if (Date.now() > until) throw beingFinished();
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** After a crash the schedule or the entry in the audit log may be missing. */
async function madeBefore(
  means: Means,
  actor: Actor,
  draft: Pick<Draft, 'id'>,
): Promise<{ id: string } | undefined> {
  const record = await connectorOf(means, draft);
  if (record === undefined) return undefined;
  const { id } = record.connector;
  await means.schedules.createMissing([record.connector]);
  const [entry] = await means.audit.list(
    1,
    ({ action, connectorId, at, outcome }) =>
      action === 'connector.create' && outcome === 'done' && connectorId === id && at >= record.createdAt,
  );
  if (entry === undefined) {
    const { name: by, via } = actor;
    const after = { ...auditedConnector(record), setUp: draft.id };
    await means.audit.add({ by, via, action: 'connector.create', connectorId: id, before: null, after });
  }
  return { id };
}

async function make(means: Means, actor: Actor, draft: Draft): Promise<Finished> {
  const connector = plannedConnector(draft);
  const csv = draft.mapping?.csv ? await means.drafts.readCsv(draft.mapping.csv.blob) : null;
  const choices = { skipBadRows: draft.mapping?.skipBadRows };
  const wanted = { connector, csv, password: undefined, choices, setUp: draft.id };
  const created = await createConnector(means, actor, wanted);
  return created.refusal ? { refusal: created.refusal } : { id: connector.id };
}

/** What a draft would become. Throws InvalidArgument where a step is missing. Pure. */
export function plannedConnector({ by, terms, login, mapping, settings }: Draft): Connector {
  if (!terms || !login || !mapping?.isAccepted || !settings) {
    throw new ArchiveError('InvalidArgument', 'A step of the set-up is missing.', {
      nextStep: 'Go back to the step that is not done.',
    });
  }
  const { folder, ...named } = settings;
  return parseConnector({
    ...named,
    source: login.source,
    mapping: mapping.rules,
    target: { folder },
    termsAccepted: { by, ...terms },
  });
}
