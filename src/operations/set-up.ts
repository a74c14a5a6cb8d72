import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { secretNames } from '../sources/open-source.js';
import { isExpired, type Draft, type StoredDraft } from '../storage/drafts.js';
import { storeSecrets, type GivenSecrets } from './check-login.js';
import { audited } from './audited.js';
import { connectorOf } from './made-connector.js';
import { tryLogin, type LoginTry } from './try-login.js';
import type { Actor, Means } from './means.js';
import { removeExpired } from './remove-set-up.js';
import { removeUnstored, removeUnused, withFreshNames } from './set-up-secrets.js';

/** Where the last connector of a draft's account stood when it was deleted; null where none was, or nobody logged in. */
export async function formerWatermark({ connectors }: Means, { login }: Draft): Promise<string | null> {
  if (login === undefined) return null;
  const { source, account } = login;
  return await connectors.formerWatermark({ account, connector: { id: '', source } });
}

/** What this person has begun and not finished, the newest first. Removes everybody's whose time is over. */
export async function unfinishedSetUps(means: Means, owner: string, now = Date.now()): Promise<Draft[]> {
  // What cannot be removed keeps nobody from going on; the daily sweep says it in the log.
  await removeExpired(means, now).catch(() => undefined);
  return (await means.drafts.list())
    .map(({ value }) => value)
    .filter((draft) => draft.owner === owner && draft.endedAt === undefined && !isExpired(draft, now))
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
 * Tries a login, once, and keeps it and its secrets if it works, else what it names; undefined stands for those that are
 * stored. Rejects as `checkLogin`, with AccountTaken, and with InvalidArgument where the draft was changed since it was
 * read, or has a connector by now: its secrets are that one's.
 */
export async function keepLogin(
  means: Means,
  actor: Actor,
  draft: StoredDraft,
  { source, secrets: given }: { source: SourceSettings; secrets: GivenSecrets },
): Promise<void> {
  const { id, login: known } = draft.value;
  if (await connectorOf(means, draft.value)) throw finishedBefore();
  const named = withFreshNames(source, given, { id, known: known?.source });
  const account = await openAccount(means, actor, { source: named, secrets: given, connectorId: null }).catch(
    async (error: unknown) => {
      // What went wrong first is what somebody has to know.
      if (!known) await means.drafts.update(draft, { tried: source }).catch(() => undefined);
      throw error;
    },
  );
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

/** The account of a login, which no connector has for this product. */
async function openAccount(means: Means, actor: Actor, login: LoginTry): Promise<string> {
  const account = await tryLogin(means, actor, login);
  await means.connectors.checkAccount({ account, connector: { id: '', source: login.source } });
  return account;
}

function finishedBefore(): ArchiveError {
  return new ArchiveError('InvalidArgument', 'A connector has been made of this set-up.', {
    nextStep: 'Change the login on the page of that connector.',
  });
}
