import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { secretNames } from '../sources/open-source.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import {
  beingFinished,
  changedElsewhere,
  isBeingFinished,
  isExpired,
  type Draft,
  type StoredDraft,
} from '../storage/drafts.js';
import { storeSecrets, type GivenSecrets } from './check-login.js';
import { audited } from './audited.js';
import { tryLogin } from './try-login.js';
import type { Actor, Means } from './means.js';
import { isOfSetUp, removeSecrets, removeUnstored, removeUnused, withFreshNames } from './set-up-secrets.js';

/** Where the last connector of a draft's account stood when it was deleted; null where none was, or nobody logged in. */
export async function formerWatermark({ connectors }: Means, { login }: Draft): Promise<string | null> {
  if (login === undefined) return null;
  const { source, account } = login;
  return await connectors.formerWatermark({ account, connector: { id: '', source } });
}

/** What this person has begun and not finished, the newest first. Removes everybody's whose time is over. */
export async function unfinishedSetUps(means: Means, owner: string, now = Date.now()): Promise<Draft[]> {
  await removeExpired(means, now);
  return (await means.drafts.list())
    .map(({ value }) => value)
    .filter((draft) => draft.owner === owner && !isExpired(draft, now))
    .toSorted((a, b) => b.changedAt.localeCompare(a.changedAt));
}

/** `text` is which text was shown: its version, language and SHA-256. */
export async function acceptTerms(
  means: Means,
  actor: Actor,
  { draft, text }: { draft: StoredDraft; text: { version: string; language: string; sha256: string } },
): Promise<void> {
  const { version, language } = text;
  const terms = { at: new Date().toISOString(), version, language };
  const after = { ...text, setUp: draft.value.id };
  await audited(means, actor, { action: 'terms.accept', connectorId: null, after }, async () => {
    await means.drafts.update(draft, { terms });
  });
}

/**
 * Tries a login, once, and keeps it and its secrets if it works; undefined stands for those that are stored. Rejects
 * as `checkLogin`, with AccountTaken, and with InvalidArgument where the draft was changed since it was read.
 */
export async function keepLogin(
  means: Means,
  actor: Actor,
  draft: StoredDraft,
  { source, secrets: given }: { source: SourceSettings; secrets: GivenSecrets },
): Promise<void> {
  const { id, login: known } = draft.value;
  const named = withFreshNames(source, given, { id, known: known?.source });
  const account = await tryLogin(means, actor, { source: named, secrets: given, connectorId: null });
  await means.connectors.checkAccount({ account, connector: { id: '', source } });
  await storeSecrets(named, given, means.secrets);
  try {
    await means.drafts.update(draft, { login: { source: named, account } });
  } catch (error) {
    await removeUnstored(means, secretNames(named), error);
    throw error;
  }
  // The login is kept. What stays lying here goes with the set-up, or with the sweep.
  await removeUnused(means, known ? secretNames(known.source) : []).catch(() => undefined);
}

/**
 * Removes a draft, its mapping file and its secrets, unless a connector was made of it meanwhile. Rejects with
 * InvalidArgument where it is being finished, or was changed since it was read.
 */
export async function discardSetUp(means: Means, actor: Actor, draft: StoredDraft): Promise<void> {
  const after = { setUp: draft.value.id };
  await audited(means, actor, { action: 'setup.discard', connectorId: null, after }, async () => {
    await removeSetUp(means, draft);
  });
}

async function removeSetUp(means: Means, draft: StoredDraft): Promise<void> {
  if (isBeingFinished(draft.value)) throw beingFinished();
  if (!(await means.drafts.remove(draft))) throw changedElsewhere();
  if ((await connectorOf(means, draft.value)) === undefined) await removeSecrets(means.secrets, draft.value);
}

/** Removes every set-up whose time is over, and that nobody is finishing or has come back to meanwhile. */
export async function removeExpired(means: Means, now = Date.now()): Promise<void> {
  for (const draft of await means.drafts.list()) {
    if (!isExpired(draft.value, now) || isBeingFinished(draft.value)) continue;
    await removeSetUp(means, draft).catch((error: unknown) => {
      if (!(error instanceof ArchiveError) || error.code !== 'InvalidArgument') throw error;
    });
  }
}

/** The connector that was made of a draft, also once the draft has gone. */
export async function connectorOf(
  { connectors }: Means,
  draft: Pick<Draft, 'id'>,
): Promise<ConnectorRecord | undefined> {
  return (await connectors.list()).find(({ connector }) => isOfSetUp(connector.source, draft));
}
