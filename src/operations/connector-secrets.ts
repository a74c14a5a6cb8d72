import type { Connector, SourceSettings } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { decryptionSecret, loginSecret, secretNames, sourceAddress } from '../sources/open-source.js';
import { sha256 } from '../storage/blobs.js';
import { inTurn } from './in-turn.js';
import type { Means } from './means.js';
import { draftSecret, isSetUpSecret, removeUnused, setUpOf, withNames } from './set-up-secrets.js';

/** Longer than any change takes. */
const LEFT_MS = 86_400_000;
/** The parts of a UUID in hex digits. */
const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/;

/** The id in the names that the product gives to a connector's secrets: its set-up's, else one made of its own. Pure. */
export function secretsIdOf({ id, source }: Connector): string {
  const [setUp] = secretNames(source).flatMap((name) => setUpOf(name) ?? []);
  return setUp ?? sha256(id).replace(UUID, '$1-$2-$3-$4-$5');
}

/**
 * The source with the names that its secrets have by now. A set-up's have another one with each change, and a connector
 * file that was written before it means the same secret; but one from before a change of kind means another, and would
 * have a private key sent as a password. Pure.
 */
export function withNamesInForce(source: SourceSettings, known: SourceSettings): SourceSettings {
  return withNames(source, {
    login:
      loginKind(source) === loginKind(known) ? inForce(loginSecret(source), loginSecret(known)) : undefined,
    decryption: inForce(decryptionSecret(source), decryptionSecret(known)),
  });
}

/** What its login is: of another kind it needs another secret. */
function loginKind(source: SourceSettings): string {
  if (source.type === 'telemessage') return source.type;
  return `${source.type}, ${source.privateKeySecret === undefined ? 'password' : 'private key'}`;
}

function inForce(name: string | undefined, known: string | undefined): string | undefined {
  const setUp = name && setUpOf(name);
  return setUp && known && setUpOf(known) === setUp ? known : undefined;
}

/** The source as `fresh` has it, but with the names that a connector file has chosen. Pure. */
export function withNamesOfFile(fresh: SourceSettings, wanted: SourceSettings): SourceSettings {
  const chosen = (name: string | undefined) => (name && isSetUpSecret(name) ? undefined : name);
  return withNames(fresh, {
    login: chosen(loginSecret(wanted)),
    decryption: chosen(decryptionSecret(wanted)),
  });
}

/**
 * Rejects with InvalidArgument where one of these secrets, which are to be replaced, is also that of a connector with
 * another login: its runs would be refused. Connectors of one login, one for each product, share theirs rightly.
 */
export async function refuseOthersSecrets(
  { connectors }: Pick<Means, 'connectors'>,
  { id, source }: Connector,
  names: readonly string[],
): Promise<void> {
  const others = (await connectors.list()).filter(
    ({ connector }) => connector.id !== id && !isSameLogin(connector.source, source),
  );
  for (const { connector } of others) {
    const shared = secretNames(connector.source).find((name) => names.includes(name));
    if (shared === undefined) continue;
    throw new ArchiveError(
      'InvalidArgument',
      `The secret ${shared} is also that of connector ${connector.id}, which has another login.`,
      {
        nextStep: 'Name another secret in the connector file, and give the password with it.',
      },
    );
  }
}

/**
 * The connectors that log in as this one does, with a password or key that is not its: where it has a new one they are
 * still to get it, for with the former one they would be refused, and could lock the account. Rejects with SecretMissing
 * where its own is not there.
 */
export async function withoutNewPassword(
  { connectors, secrets }: Pick<Means, 'connectors' | 'secrets'>,
  { id, source }: Connector,
): Promise<Connector[]> {
  const { value } = await secrets.read(loginSecret(source));
  const found: Connector[] = [];
  await inTurn(await connectors.list(), async ({ connector, deletingAt }) => {
    if (connector.id === id || deletingAt !== undefined) return;
    if (!isSameLogin(connector.source, source) || loginKind(connector.source) !== loginKind(source)) return;
    const theirs = await secrets.read(loginSecret(connector.source)).catch(() => undefined);
    if (theirs?.value.reveal() !== value.reveal()) found.push(connector);
  });
  return found;
}

function isSameLogin(one: SourceSettings, other: SourceSettings): boolean {
  return sourceAddress(one) === sourceAddress(other) && one.username === other.username;
}

/** Removes the secrets that changes of connectors have written and not put to use: those broke off. */
export async function removeLeftSecrets(means: Means, now = Date.now()): Promise<void> {
  await means.secrets.removeUnfinished(now - LEFT_MS);
  await inTurn(await means.connectors.list(), async ({ connector }) => {
    const used = secretNames(connector.source);
    const left = await means.secrets.names(draftSecret({ id: secretsIdOf(connector) }));
    const old: string[] = [];
    for (const name of left) if (!used.includes(name) && (await isOld(means, name, now))) old.push(name);
    await removeUnused(means, old);
  });
}

/** What is younger somebody may be about to use. */
async function isOld({ secrets }: Means, name: string, now: number): Promise<boolean> {
  return now - (await secrets.writtenAt(name)) >= LEFT_MS;
}
