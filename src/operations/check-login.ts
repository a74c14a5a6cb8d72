import type { SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { isLoginCode, NEXT_STEP_OF_A_LOGIN } from '../domain/next-step.js';
import { REASONS } from '../domain/reasons.js';
import type { Secret } from '../secret.js';
import { versionOf, type SecretReader, type SecretStore } from '../secrets.js';
import { decryptionSecret, loginSecret, openSource, sourceAddress } from '../sources/open-source.js';

/** How long the one login may take that checks a connector. */
const LOGIN_TIMEOUT_MS = 60_000;

/**
 * Logs in once, to see that the source lets us and whose account it is. Resolves to the account's id.
 * Rejects with SourceRefusedLogin after one try, or InvalidArgument where the account lacks the product.
 */
export async function checkLogin(settings: SourceSettings, secrets: SecretReader): Promise<string> {
  // The login is not a connector's yet: what is refused `refusedTries` remembers, not storage.
  const source = openSource(settings, secrets, {
    refusedVersion: async () => await Promise.resolve(null),
    refuse: async () => await Promise.resolve(),
  });
  const account = source.account(AbortSignal.timeout(LOGIN_TIMEOUT_MS));
  const { id, products } = await account.catch((error: unknown) => refused(error, sourceAddress(settings)));
  if (!products.includes(settings.product)) {
    throw new ArchiveError('InvalidArgument', `The TeleMessage account has no ${settings.product}.`, {
      nextStep: `Set source.product to one of: ${products.join(', ') || 'none is ordered'}.`,
    });
  }
  return id;
}

/** What somebody has just given for a source; undefined where the store has it already, or the source needs none. */
export interface GivenSecrets {
  /** Or private key: the secret of the login. */
  password: Secret | undefined;
  /** For encrypted bodies. */
  decryptionKey?: Secret | undefined;
}

/** Secrets just given, before they are stored: they are kept only if the login works. Others are where they always are. */
export function secretsWith(
  source: SourceSettings,
  secrets: GivenSecrets,
  stored: SecretReader,
): SecretReader {
  const given = byName(source, secrets);
  return {
    read: async (name) => {
      const value = given.get(name);
      return value ? { value, version: await versionOf(name, value.reveal()) } : await stored.read(name);
    },
  };
}

/** Stores those that were given under the names that the source has for them. */
export async function storeSecrets(
  source: SourceSettings,
  secrets: GivenSecrets,
  store: Pick<SecretStore, 'write'>,
): Promise<void> {
  for (const [name, value] of byName(source, secrets)) await store.write(name, value);
}

/** The same in place of others, all or none. */
export async function replaceSecrets(
  source: SourceSettings,
  secrets: GivenSecrets,
  store: SecretStore,
): Promise<void> {
  const before = new Map<string, Secret>();
  for (const name of namesOfGiven(source, secrets)) {
    const known = await store.read(name).catch(() => undefined);
    if (known) before.set(name, known.value);
  }
  try {
    await storeSecrets(source, secrets, store);
  } catch (error) {
    for (const [name, value] of before) await store.write(name, value).catch(() => undefined);
    throw error;
  }
}

/** The names that the source has for what was given. Pure. */
export function namesOfGiven(source: SourceSettings, secrets: GivenSecrets): string[] {
  return [...byName(source, secrets).keys()];
}

function byName(
  source: SourceSettings,
  { password, decryptionKey }: GivenSecrets,
): ReadonlyMap<string, Secret> {
  const keyName = decryptionSecret(source);
  return new Map([
    ...(password ? [[loginSecret(source), password] as const] : []),
    ...(decryptionKey && keyName ? [[keyName, decryptionKey] as const] : []),
  ]);
}

/** A person is waiting here, and no run that would repeat the call: only a next step of the error's own is kept. */
function refused(error: unknown, url: string): never {
  if (!(error instanceof ArchiveError) || !isLoginCode(error.code)) throw error;
  const isUsual = error.nextStep === REASONS[error.code].nextStep;
  throw new ArchiveError(error.code, `${error.message}\nTried at ${url}.`, {
    cause: error,
    nextStep: isUsual ? NEXT_STEP_OF_A_LOGIN[error.code] : error.nextStep,
  });
}
