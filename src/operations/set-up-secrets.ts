import { randomBytes } from 'node:crypto';
import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { decryptionSecretBeside, loginSecret, secretNames } from '../sources/open-source.js';
import type { Draft } from '../storage/drafts.js';
import type { GivenSecrets } from './check-login.js';
import type { Means } from './means.js';

const SET_UP_SECRET = /^telemessage-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/;
const TRY_BYTES = 6;
/** With these a change rejects that was not stored. */
const REFUSALS: readonly string[] = ['InvalidArgument', 'ConnectorNotFound', 'AccountTaken'];

/** With what the names of a set-up's secrets begin. The connector keeps them: by them a finished set-up is known again. */
export function draftSecret({ id }: Pick<Draft, 'id'>): string {
  return `telemessage-${id}`;
}

/** Whether the product has given a secret its name. A connector file may name it as well. */
export function isSetUpSecret(name: string): boolean {
  return setUpOf(name) !== undefined;
}

/** The id of the set-up that a secret was made for; undefined where somebody else has named it. Pure. */
export function setUpOf(name: string): string | undefined {
  return SET_UP_SECRET.exec(name)?.[1];
}

/** Whether a source's secrets are those of a set-up. */
export function isOfSetUp(source: SourceSettings, { id }: Pick<Draft, 'id'>): boolean {
  return secretNames(source).some((name) => setUpOf(name) === id);
}

/**
 * The source with the names under which its secrets are kept. What was just given has one that nothing has had yet: a
 * login that is tried in a second window replaces nothing that somebody uses. What was not given has the one it has in
 * `known`, where there is one.
 */
export function withFreshNames(
  source: SourceSettings,
  { password, decryptionKey }: GivenSecrets,
  { id, known }: Pick<Draft, 'id'> & { known?: SourceSettings | undefined },
): SourceSettings {
  const fresh = `${draftSecret({ id })}-${randomBytes(TRY_BYTES).toString('hex')}`;
  return withNames(source, {
    login: password ? fresh : known && loginSecret(known),
    decryption: decryptionKey && decryptionSecretBeside(fresh),
  });
}

/** The source with other names for its secrets; undefined leaves the one that it has. Pure. */
export function withNames(
  source: SourceSettings,
  { login, decryption }: Record<'login' | 'decryption', string | undefined>,
): SourceSettings {
  if (source.type === 'telemessage') return { ...source, ...(login && { passwordSecret: login }) };
  const loginKey = source.privateKeySecret === undefined ? 'passwordSecret' : 'privateKeySecret';
  return {
    ...source,
    ...(login && { [loginKey]: login }),
    ...(decryption && { decryptionKeySecret: decryption }),
  };
}

/**
 * Removes, of these secrets, those that the product has named and that no set-up and no connector uses, but for one that
 * is being deleted.
 */
export async function removeUnused(
  means: Means,
  names: readonly string[],
  deletedId?: string,
): Promise<void> {
  const ours = names.filter(isSetUpSecret);
  const used = ours.length === 0 ? [] : await secretsInUse(means, deletedId);
  for (const name of ours) if (!used.includes(name)) await means.secrets.remove(name);
}

/**
 * Removes the secrets that were written for a change which failed, where storage has refused it. Of any other error the
 * change may have been made all the same, and somebody uses them: then they stay for the sweep.
 */
export async function removeUnstored(means: Means, names: readonly string[], error: unknown): Promise<void> {
  if (!(error instanceof ArchiveError) || !REFUSALS.includes(error.code)) return;
  await removeUnused(means, names).catch(() => undefined);
}

async function secretsInUse({ connectors, drafts }: Means, deletedId?: string): Promise<string[]> {
  // Set-ups first: one that is finished in between is then a connector.
  const ofSetUps = (await drafts.list()).flatMap(({ value: { login } }) => (login ? [login.source] : []));
  const others = (await connectors.list()).filter(({ connector }) => connector.id !== deletedId);
  return [...ofSetUps, ...others.map(({ connector }) => connector.source)].flatMap(secretNames);
}
