import { parseConnector } from '../connector-file.js';
import type { Connector, SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { decryptionSecretBeside, loginSecret } from '../sources/open-source.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import { isExpired, type Draft, type StoredDraft } from '../storage/drafts.js';
import { checkLogin, secretsWith, storeSecrets, type GivenSecrets } from './check-login.js';
import { createConnector } from './create-connector.js';
import type { MappingRefusal } from './mapping-refusal.js';
import type { Actor, Means } from './means.js';

/** The secret of a draft's login. The connector keeps it: by it a finished draft is known again. */
export function draftSecret({ id }: Pick<Draft, 'id'>): string {
  return `telemessage-${id}`;
}

/** Whether a set-up here has given a secret its name, by which no other connector then goes. */
export function isSetUpSecret(name: string): boolean {
  return /^telemessage-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/.test(name);
}

/** Where the last connector of a draft's account stood when it was deleted; null where none was, or nobody logged in. */
export async function formerWatermark({ connectors }: Means, { login }: Draft): Promise<string | null> {
  if (login === undefined) return null;
  const { source, account } = login;
  return await connectors.formerWatermark({ account, connector: { id: '', source } });
}

/** What this person has begun and not finished, the newest first. Removes everybody's whose time is over. */
export async function unfinishedSetUps(means: Means, by: string, now = Date.now()): Promise<Draft[]> {
  const drafts = await means.drafts.list();
  for (const draft of drafts.filter(({ value }) => isExpired(value, now))) await discardSetUp(means, draft);
  return drafts
    .map(({ value }) => value)
    .filter((draft) => draft.by === by && !isExpired(draft, now))
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
  await means.drafts.update(draft, { terms });
  const after = { ...text, setUp: draft.value.id };
  const { name: by, via } = actor;
  await means.audit.add({ by, via, action: 'terms.accept', connectorId: null, before: null, after });
}

/**
 * Tries a login, once, and keeps it and its secrets if it works; undefined stands for those that are stored. Rejects
 * as `checkLogin`, and with AccountTaken.
 */
export async function keepLogin(
  means: Means,
  draft: StoredDraft,
  { source, secrets }: { source: SourceSettings; secrets: GivenSecrets },
): Promise<void> {
  const account = await checkLogin(source, secretsWith(source, secrets, means.secrets));
  await means.connectors.checkAccount({ account, connector: { id: '', source } });
  await storeSecrets(source, secrets, means.secrets);
  await means.drafts.update(draft, { login: { source, account } });
}

/** Removes a draft, its mapping file and its secrets, unless a connector was made of it meanwhile. */
export async function discardSetUp(means: Means, draft: StoredDraft): Promise<void> {
  await means.drafts.remove(draft);
  if ((await connectorOf(means, draft.value)) !== undefined) return;
  const login = draftSecret(draft.value);
  for (const name of [login, decryptionSecretBeside(login)]) await means.secrets.remove(name);
}

/** The connector that was made of a draft, also once the draft has gone. */
export async function connectorOf(
  { connectors }: Means,
  draft: Pick<Draft, 'id'>,
): Promise<ConnectorRecord | undefined> {
  const secret = draftSecret(draft);
  return (await connectors.list()).find(({ connector }) => loginSecret(connector.source) === secret);
}

/**
 * Makes the connector of a draft, and resolves to its id: pressed twice, in two windows or after a crash, it is the same
 * connector, with its schedule. Rejects as `createConnector`.
 */
export async function finishSetUp(
  means: Means,
  actor: Actor,
  draft: StoredDraft,
): Promise<{ id: string } | { refusal: MappingRefusal }> {
  const made = (await madeBefore(means, draft.value)) ?? (await make(means, actor, draft.value));
  if (!('refusal' in made)) await means.drafts.remove(draft);
  return made;
}

async function madeBefore(means: Means, draft: Draft): Promise<{ id: string } | undefined> {
  const record = await connectorOf(means, draft);
  if (record === undefined) return undefined;
  await means.schedules.createMissing([record.connector]);
  return { id: record.connector.id };
}

async function make(
  means: Means,
  actor: Actor,
  draft: Draft,
): Promise<{ id: string } | { refusal: MappingRefusal }> {
  const connector = plannedConnector(draft);
  const csv = draft.mapping?.csv ? await means.drafts.readCsv(draft.mapping.csv.blob) : null;
  const choices = { skipBadRows: draft.mapping?.skipBadRows };
  try {
    const wanted = { connector, csv, password: undefined, choices, setUp: draft.id };
    const created = await createConnector(means, actor, wanted);
    return created.refusal ? { refusal: created.refusal } : { id: connector.id };
  } catch (error) {
    // Somebody has pressed twice, and the other one was quicker.
    const isTaken = error instanceof ArchiveError && ['ConnectorExists', 'AccountTaken'].includes(error.code);
    const other = isTaken ? await madeBefore(means, draft) : undefined;
    if (other) return other;
    throw error;
  }
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
