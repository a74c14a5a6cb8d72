import { randomBytes } from 'node:crypto';
import type { SourceSettings } from '../domain/connector.js';
import type { SecretStore } from '../secrets.js';
import { decryptionSecretBeside, secretNames } from '../sources/open-source.js';
import type { Draft } from '../storage/drafts.js';
import type { GivenSecrets } from './check-login.js';

const SET_UP_SECRET = /^telemessage-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/;
const TRY_BYTES = 6;

/** With what the names of a set-up's secrets begin. The connector keeps them: by them a finished set-up is known again. */
export function draftSecret({ id }: Pick<Draft, 'id'>): string {
  return `telemessage-${id}`;
}

/** Whether a set-up here has given a secret its name. A connector file may name it as well. */
export function isSetUpSecret(name: string): boolean {
  return SET_UP_SECRET.test(name);
}

/** Whether a source's secrets are those of a set-up. */
export function isOfSetUp(source: SourceSettings, { id }: Pick<Draft, 'id'>): boolean {
  return secretNames(source).some((name) => SET_UP_SECRET.exec(name)?.[1] === id);
}

/**
 * The source with the names under which its secrets are kept. What was just given has one that nothing has had yet: a
 * login that is tried in a second window replaces nothing that somebody uses.
 */
export function withFreshNames(
  source: SourceSettings,
  { password, decryptionKey }: GivenSecrets,
  draft: Pick<Draft, 'id' | 'login'>,
): SourceSettings {
  const fresh = `${draftSecret(draft)}-${randomBytes(TRY_BYTES).toString('hex')}`;
  const known = draft.login && secretNames(draft.login.source)[0];
  const login = password ? fresh : (known ?? draftSecret(draft));
  if (source.type === 'telemessage') return { ...source, passwordSecret: login };
  return {
    ...source,
    ...(source.privateKeySecret === undefined ? { passwordSecret: login } : { privateKeySecret: login }),
    ...(decryptionKey && { decryptionKeySecret: decryptionSecretBeside(fresh) }),
  };
}

/** Removes the secrets of a set-up but those that `kept` still uses: also what a crash has left. */
export async function removeSecrets(
  secrets: SecretStore,
  draft: Pick<Draft, 'id'>,
  kept?: SourceSettings,
): Promise<void> {
  const used = kept ? secretNames(kept) : [];
  for (const name of await secrets.names(draftSecret(draft)))
    if (!used.includes(name)) await secrets.remove(name);
}
