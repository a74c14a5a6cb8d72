import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseConnectorFile } from '../connector-file.js';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { Secret } from '../secret.js';
import type { MappingOptions } from './mapping-options.js';

export interface ConnectorFileOptions extends MappingOptions {
  file: string;
  passwordStdin?: boolean;
}

export interface ConnectorInput {
  connector: Connector;
  /** The mapping CSV that it names; null where it names none. */
  csv: Buffer | null;
}

/** Rejects with InvalidArgument where standard input is asked for two things. */
export function refuseBothFromStdin({ file, passwordStdin }: ConnectorFileOptions): void {
  if (file === '-' && passwordStdin) {
    throw new ArchiveError(
      'InvalidArgument',
      'Standard input cannot be both the connector file and the password.',
    );
  }
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
