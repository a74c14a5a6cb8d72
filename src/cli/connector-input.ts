import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseConnectorFile } from '../connector-file.js';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { REASONS, type ReasonCode } from '../domain/reasons.js';
import { Secret } from '../secret.js';
import type { SecretReader } from '../secrets.js';
import { openSource, sourceAddress } from '../sources/open-source.js';

/** How long the one login may take that checks a connector. */
const LOGIN_TIMEOUT_MS = 60_000;

export interface ConnectorInput {
  connector: Connector;
  /** The mapping CSV that it names; null where it names none. */
  csv: Buffer | null;
}

/** Reads and checks a connector file, and reads the CSV it names. `-` is standard input. Rejects with InvalidArgument, naming every fault. */
export async function readConnectorInput(file: string, now: Date): Promise<ConnectorInput> {
  const { connector, csvFile } = await readConnectorFile(file, now);
  if (csvFile === undefined) return { connector, csv: null };
  const path = resolve(file === '-' ? '.' : dirname(file), csvFile);
  return { connector, csv: await readInputFile(path, 'mapping file') };
}

/** The same without the CSV. */
export async function readConnectorFile(
  file: string,
  now: Date,
): Promise<ReturnType<typeof parseConnectorFile>> {
  const content =
    file === '-' ? await text(process.stdin) : (await readInputFile(file, 'connector file')).toString();
  return parseConnectorFile(content, { now });
}

/** The whole file. Rejects with InvalidArgument; `what` names it. */
export async function readInputFile(path: string, what: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ArchiveError('InvalidArgument', `The ${what} ${path} cannot be read.`, {
      cause,
      nextStep: 'Check the path.',
    });
  }
}

/** A password or a private key from standard input, for it must not stand in a command line. */
export async function readPassword(): Promise<Secret> {
  const value = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (value === '') throw new ArchiveError('InvalidArgument', 'Standard input holds no password or key.');
  return new Secret(value);
}

/**
 * Logs in once, to see that the source lets us and whose account it is. Resolves to the account's id.
 * Rejects with SourceRefusedLogin after one try, or InvalidArgument where the account lacks the product.
 */
export async function checkLogin(connector: Connector, secrets: SecretReader): Promise<string> {
  // Nothing is remembered of a refusal here: the connector does not exist yet, and a person is watching.
  const source = openSource(connector.source, secrets, {
    refusedVersion: async () => await Promise.resolve(null),
    refuse: async () => await Promise.resolve(),
  });
  const account = source.account(AbortSignal.timeout(LOGIN_TIMEOUT_MS));
  const { id, products } = await account.catch((error: unknown) =>
    refused(error, sourceAddress(connector.source)),
  );
  if (!products.includes(connector.source.product)) {
    throw new ArchiveError('InvalidArgument', `The TeleMessage account has no ${connector.source.product}.`, {
      nextStep: `Set source.product to one of: ${products.join(', ') || 'none is ordered'}.`,
    });
  }
  return id;
}

const OF_THE_SITE: ReasonCode[] = [
  'SourceRefusedLogin',
  'SourceKeyMismatch',
  'SourceUnreachable',
  'SourceAnswerInvalid',
  'Throttled',
];

/** A person is waiting here, and no run that would repeat the call: only a next step of the error's own is kept. */
function refused(error: unknown, url: string): never {
  if (!(error instanceof ArchiveError) || !OF_THE_SITE.includes(error.code)) throw error;
  const isUsual = error.nextStep === REASONS[error.code].nextStep;
  throw new ArchiveError(error.code, `${error.message.replace(/\.$/, '')}, at ${url}.`, {
    cause: error,
    nextStep: isUsual
      ? 'Nothing was made or changed. Correct the password or key, `source.hostKey`, where `source` points to, or the network, then run the command again.'
      : error.nextStep,
  });
}
