import { ArchiveError } from '../domain/errors.js';
import {
  beingFinished,
  isBeingFinished,
  isExpired,
  isLongEnded,
  type Draft,
  type StoredDraft,
} from '../storage/drafts.js';
import { audited } from './audited.js';
import { connectorOf, wholeConnectorOf } from './made-connector.js';
import { inTurn } from './in-turn.js';
import type { Actor, Means } from './means.js';
import { draftSecret, isOfSetUp, removeUnused } from './set-up-secrets.js';

/**
 * Removes a set-up, its mapping file and its secrets, unless a connector was made of it meanwhile. Rejects with
 * InvalidArgument where it is being finished, or was changed since it was read. Where it rejects otherwise the set-up is
 * gone all the same, and the sweep removes what is left of it.
 */
export async function discardSetUp(means: Means, actor: Actor, draft: StoredDraft): Promise<void> {
  const after = { setUp: draft.value.id };
  await audited(means, actor, { action: 'setup.discard', connectorId: null, after }, async () => {
    if (isBeingFinished(draft.value)) throw beingFinished();
    await endSetUp(means, draft);
  });
}

/** The row goes last, a day later: by it is found what was left lying, or comes from a window that was slow. */
export async function endSetUp(means: Means, draft: StoredDraft): Promise<void> {
  await clearAway(means, (await means.drafts.end(draft)).value);
}

/** What a connector was made of is the connector's from then on. */
async function clearAway(means: Means, draft: Draft): Promise<void> {
  if ((await connectorOf(means, draft)) === undefined)
    await removeUnused(means, await means.secrets.names(draftSecret(draft)));
  await means.drafts.removeFiles(draft.id);
}

/**
 * Removes every set-up whose time is over, or of which there is a connector, but none that somebody is finishing or has
 * come back to. Rejects with the first error once all have been tried.
 */
export async function removeExpired(means: Means, now = Date.now()): Promise<void> {
  const open = (await means.drafts.list()).filter(
    ({ value }) => value.endedAt === undefined && !isBeingFinished(value),
  );
  if (open.length === 0) return;
  const connectors = await means.connectors.list();
  const isMade = (draft: Draft) => connectors.some(({ connector }) => isOfSetUp(connector.source, draft));
  await inTurn(open, async (draft) => {
    const { value } = draft;
    const { by: name, owner: id } = value;
    if (isMade(value)) await wholeConnectorOf(means, { name, id, via: 'console' }, value);
    else if (!isExpired(value, now)) return;
    await endSetUp(means, draft).catch(ignoreQuicker);
  });
}

/** Removes what was left of set-ups that have ended, and after a day their rows. Rejects as `removeExpired`. */
export async function clearEnded(means: Means, now = Date.now()): Promise<void> {
  const ended = (await means.drafts.list()).filter(({ value }) => value.endedAt !== undefined);
  await inTurn(ended, async (draft) => {
    await clearAway(means, draft.value);
    if (isLongEnded(draft.value, now)) await means.drafts.remove(draft);
  });
}

/** Somebody is at it again. */
function ignoreQuicker(error: unknown): void {
  if (!(error instanceof ArchiveError) || error.code !== 'InvalidArgument') throw error;
}
