import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { parseConnector } from '../connector-file.js';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { beingFinished, isBeingFinished, type Draft, type StoredDraft } from '../storage/drafts.js';
import { createConnector } from './create-connector.js';
import { wholeConnectorOf } from './made-connector.js';
import type { MappingRefusal } from './mapping-refusal.js';
import type { Actor, Means } from './means.js';
import { endSetUp } from './remove-set-up.js';

/** How long the second of two who press Finish waits for what the first one makes. */
const WAIT_FOR_OTHER_MS = 60_000;
const LOOK_EVERY_MS = 250;

export type Finished = { id: string } | { refusal: MappingRefusal };

/**
 * Makes the connector of a draft, and resolves to its id: pressed twice, in two windows or after a crash, it is the same
 * connector, with its schedule. Rejects as `createConnector`.
 */
export async function finishSetUp(means: Means, actor: Actor, draft: StoredDraft): Promise<Finished> {
  const marked = await mark(means, draft);
  if (marked) return await finish(means, actor, marked);
  const other = await madeByOther(means, actor, draft.value);
  if ('id' in other) return other;
  const again = await mark(means, other);
  if (again === undefined) throw beingFinished();
  return await finish(means, actor, again);
}

/** From here on nobody changes or discards the draft. Undefined where somebody else was quicker. */
async function mark({ drafts }: Means, draft: StoredDraft): Promise<StoredDraft | undefined> {
  if (isBeingFinished(draft.value)) return undefined;
  try {
    return await drafts.update(draft, { finishingAt: new Date().toISOString() });
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'InvalidArgument') return undefined;
    throw error;
  }
}

async function finish(means: Means, actor: Actor, marked: StoredDraft): Promise<Finished> {
  let held = marked;
  const setMark = async (finishingAt: string | null): Promise<void> => {
    held = await means.drafts.update(held, { finishingAt });
  };
  // Whoever was slower than a mark lasts is refused here: somebody else may have changed or finished it by now.
  const renew = async (): Promise<void> => await setMark(new Date().toISOString());
  try {
    const made =
      (await wholeConnectorOf(means, actor, held.value)) ?? (await make(means, actor, held.value, renew));
    if ('refusal' in made) await setMark(null);
    // The connector is made, whatever is left lying about: the sweep of set-ups takes it.
    else await endSetUp(means, held).catch(() => undefined);
    return made;
  } catch (error) {
    await setMark(null).catch(() => undefined);
    throw error;
  }
}

/**
 * Somebody has pressed twice, and the other one was quicker. Resolves to the draft where that one has made nothing of it:
 * only another try says why.
 */
async function madeByOther(means: Means, actor: Actor, draft: Draft): Promise<{ id: string } | StoredDraft> {
  const until = Date.now() + WAIT_FOR_OTHER_MS;
  for (;;) {
    const row = await means.drafts.find(draft.id, draft.owner);
    if (row === undefined || !isBeingFinished(row.value)) {
      const made = await wholeConnectorOf(means, actor, draft);
      if (made) return made;
      if (row && isSame(row.value, draft)) return row;
      throw new ArchiveError('InvalidArgument', 'This set-up was changed or discarded in another window.', {
        nextStep: 'Open it again, and look at what it says now.',
      });
    }
    if (Date.now() > until) throw beingFinished();
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** Whether two states of a draft differ in nothing that its connector is made of. */
function isSame(one: Draft, other: Draft): boolean {
  const parts = ({ terms, login, mapping, rights, settings }: Draft) => ({
    terms,
    login,
    mapping,
    rights,
    settings,
  });
  return isDeepStrictEqual(parts(one), parts(other));
}

async function make(
  means: Means,
  actor: Actor,
  draft: Draft,
  beforeStoring: () => Promise<void>,
): Promise<Finished> {
  const connector = plannedConnector(draft);
  const csv = draft.mapping?.csv ? await means.drafts.readCsv(draft.mapping.csv.blob) : null;
  const choices = { skipBadRows: draft.mapping?.skipBadRows };
  const wanted = { connector, csv, password: undefined, choices, setUp: draft.id, beforeStoring };
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
