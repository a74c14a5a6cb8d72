import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { ArchiveError } from './domain/errors.js';
import { httpsAddress } from './https-address.js';
import { faultLine, invalidInput } from './input-faults.js';
import { Secret } from './secret.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const CLOUDS = ['worldwide', 'gcc', 'gcc-high', 'dod'] as const;

export type Cloud = (typeof CLOUDS)[number];

/** Staging, ledger and evidence. Without a connection string Azure's default credential is used. */
export type StorageSettings = { connectionString: Secret } | { blobUrl: string; tableUrl: string };

/** The app registration that writes to mailboxes. `graphUrl` and `authorityHost` override the cloud's own. */
export interface GraphSettings {
  cloud: Cloud;
  tenantId: string;
  clientId: string;
  credential: { certificatePath: string } | { clientSecret: Secret };
  graphUrl: string | undefined;
  authorityHost: string | undefined;
}

interface Needed {
  storage: StorageSettings;
  graph: GraphSettings;
  secrets: { directory: string };
}

export type Need = keyof Needed;

/** What every program has, and what it asked for. */
export type Settings<N extends Need = Need> = Pick<Needed, N> & {
  taskQueue: string;
  /** Where versions of the worker are deployed one beside the other: the deployment's name in Temporal. */
  deployment: string | undefined;
  /** How long after an unanswered create Graph is trusted to show the mail. */
  settleMs: number;
};

/** Undefined where something of it is missing or wrong. */
export type UsableSettings = { [N in Need]: Needed[N] | undefined } & { taskQueue: string | undefined };

// Temporal's own TEMPORAL_* variables are not here: @temporalio/envconfig reads them.
const schema = z.object({
  AZURE_STORAGE_CONNECTION_STRING: z
    .string()
    .regex(
      /(^|;)\s*(AccountName|BlobEndpoint|UseDevelopmentStorage)=/i,
      'is not a connection string of Azure Storage',
    )
    .transform((text) => new Secret(text))
    .optional(),
  ARCHIVER_STORAGE_ACCOUNT_URL: httpsAddress.optional(),
  ARCHIVER_TABLE_ACCOUNT_URL: httpsAddress.optional(),
  AZURE_TENANT_ID: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/, "is neither a tenant's id nor its domain")
    .optional(),
  AZURE_CLIENT_ID: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/, 'is not an application id')
    .optional(),
  AZURE_CLIENT_CERTIFICATE_PATH: z.string().optional(),
  AZURE_CLIENT_SECRET: z
    .string()
    .transform((text) => new Secret(text))
    .optional(),
  AZURE_AUTHORITY_HOST: httpsAddress.optional(),
  ARCHIVER_CLOUD: z.enum(CLOUDS, { error: `is none of ${CLOUDS.join(', ')}` }).default('worldwide'),
  ARCHIVER_GRAPH_URL: httpsAddress.optional(),
  ARCHIVER_SECRETS_DIR: z.string().optional(),
  ARCHIVER_KEY_VAULT_URL: z
    .never({ error: 'does not work yet (leave it out and use ARCHIVER_SECRETS_DIR)' })
    .optional(),
  ARCHIVER_TASK_QUEUE: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,200}$/, 'is not a name of letters, digits, dots, dashes and underscores')
    .default('whatsapp-archiver'),
  ARCHIVER_WORKER_DEPLOYMENT: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, 'is not a name of letters, digits, dashes and underscores')
    .optional(),
  ARCHIVER_SETTLE_SECONDS: z
    .string()
    .regex(/^\d{1,6}$/, 'is not a whole number of seconds')
    .default('300')
    .transform(Number),
});

type Values = z.output<typeof schema>;
type Given = Partial<Record<keyof Values, string>>;

/**
 * The settings of a program, and those of the outside systems it needs. Throws InvalidArgument, which names all that
 * is missing or wrong at once, and never a value; `further` are faults that the program itself has found.
 */
export function readSettings<N extends Need>(
  environment: Environment,
  { need, further = [] }: { need: readonly N[]; further?: readonly string[] },
): Settings<N> {
  const parsed = schema.safeParse(withoutBlanks(environment));
  const faults = [...settingsFaults(environment, { need }), ...further];
  if (!parsed.success || faults.length > 0) {
    const nextStep = 'Set them in the environment or in the file given by --env-file; nothing was changed.';
    throw invalidInput('Settings are missing or wrong', faults, nextStep);
  }
  const values = parsed.data;
  const needed = Object.fromEntries(need.map((name) => [name, BUILD[name](values)]));
  const common = {
    taskQueue: values.ARCHIVER_TASK_QUEUE,
    deployment: values.ARCHIVER_WORKER_DEPLOYMENT,
    settleMs: values.ARCHIVER_SETTLE_SECONDS * 1000,
  };
  // What a builder had to leave undefined has left a fault before.
  return { ...common, ...needed } as Settings<N>;
}

/** All that is missing or wrong, each with its name and never with its value. */
export function settingsFaults(
  environment: Environment,
  { need }: { need: readonly Need[] } = { need: NEEDS },
): string[] {
  const given = withoutBlanks(environment);
  const wrong = schema.safeParse(given).error?.issues ?? [];
  const faults = wrong.map(({ path, message }) => faultLine(path, message));
  return [...faults, ...need.flatMap((name) => FAULTS[name](given))];
}

/** As much of the settings as can be used: what is wrong with one outside system takes nothing from another. */
export function usableSettings(environment: Environment): UsableSettings {
  const part = <N extends Need>(names: readonly string[], ...need: N[]): Settings<N> | undefined => {
    const own = Object.fromEntries(names.map((name) => [name, environment[name]]));
    return settingsFaults(own, { need }).length === 0 ? readSettings(own, { need }) : undefined;
  };
  return {
    storage: part(NAMES.storage, 'storage')?.storage,
    graph: part(NAMES.graph, 'graph')?.graph,
    secrets: part(NAMES.secrets, 'secrets')?.secrets,
    taskQueue: part(COMMON_NAMES)?.taskQueue,
  };
}

/**
 * The environment with what an env file adds to it; where both name a setting, the environment's stands. Throws
 * InvalidArgument where the file cannot be read.
 */
export function readEnvFile(path: string, environment: Environment = process.env): Environment {
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...environment };
  } catch (cause) {
    throw new ArchiveError('InvalidArgument', `The env file ${path} cannot be read.`, {
      cause,
      nextStep: 'Name a readable file of NAME=value lines after --env-file.',
    });
  }
}

/** An empty variable is how a shell or a container file leaves one out. */
function withoutBlanks(environment: Environment): Given {
  return Object.fromEntries(Object.entries(environment).filter(([, text]) => text?.trim()));
}

const NAMES: Record<Need, readonly (keyof Values)[]> = {
  storage: ['AZURE_STORAGE_CONNECTION_STRING', 'ARCHIVER_STORAGE_ACCOUNT_URL', 'ARCHIVER_TABLE_ACCOUNT_URL'],
  graph: [
    'AZURE_TENANT_ID',
    'AZURE_CLIENT_ID',
    'AZURE_CLIENT_CERTIFICATE_PATH',
    'AZURE_CLIENT_SECRET',
    'AZURE_AUTHORITY_HOST',
    'ARCHIVER_CLOUD',
    'ARCHIVER_GRAPH_URL',
  ],
  secrets: ['ARCHIVER_SECRETS_DIR', 'ARCHIVER_KEY_VAULT_URL'],
};

const NEEDS = Object.keys(NAMES) as Need[];

const COMMON_NAMES: readonly (keyof Values)[] = ['ARCHIVER_TASK_QUEUE', 'ARCHIVER_SETTLE_SECONDS'];

const FAULTS: Record<Need, (given: Given) => string[]> = {
  storage: storageFaults,
  graph: graphFaults,
  secrets: secretsFaults,
};

const BUILD: { [N in Need]: (values: Values) => Needed[N] | undefined } = {
  storage: storageOf,
  graph: graphOf,
  secrets: ({ ARCHIVER_SECRETS_DIR: directory }) => (directory === undefined ? undefined : { directory }),
};

function storageFaults(given: Given): string[] {
  const [blobs, tables] = ['ARCHIVER_STORAGE_ACCOUNT_URL', 'ARCHIVER_TABLE_ACCOUNT_URL'] as const;
  if (given.AZURE_STORAGE_CONNECTION_STRING !== undefined) {
    // Two places of truth: half of a ledger in each would archive everything twice.
    const second = [blobs, tables].filter((name) => given[name] !== undefined);
    return second.map(
      (name) => `${name} is set as well as AZURE_STORAGE_CONNECTION_STRING (keep one of them)`,
    );
  }
  if (given[blobs] === undefined && given[tables] === undefined) {
    return [`AZURE_STORAGE_CONNECTION_STRING is missing (or, instead of it, ${blobs} and ${tables})`];
  }
  return [...missing(given, blobs, `goes with ${tables}`), ...missing(given, tables, `goes with ${blobs}`)];
}

function storageOf(values: Values): StorageSettings | undefined {
  const connectionString = values.AZURE_STORAGE_CONNECTION_STRING;
  if (connectionString) return { connectionString };
  const { ARCHIVER_STORAGE_ACCOUNT_URL: blobUrl, ARCHIVER_TABLE_ACCOUNT_URL: tableUrl } = values;
  return blobUrl !== undefined && tableUrl !== undefined ? { blobUrl, tableUrl } : undefined;
}

function graphFaults(given: Given): string[] {
  const { AZURE_CLIENT_CERTIFICATE_PATH: certificate, AZURE_CLIENT_SECRET: secret } = given;
  const faults = [
    ...missing(given, 'AZURE_TENANT_ID', 'the tenant of the app registration'),
    ...missing(given, 'AZURE_CLIENT_ID', 'the application id of the app registration'),
  ];
  if (certificate === undefined && secret === undefined) {
    faults.push('AZURE_CLIENT_CERTIFICATE_PATH is missing (or, instead of it, AZURE_CLIENT_SECRET)');
  }
  if (certificate !== undefined && secret !== undefined) {
    faults.push('AZURE_CLIENT_SECRET is set as well as AZURE_CLIENT_CERTIFICATE_PATH (keep one of them)');
  }
  if (certificate !== undefined && !existsSync(certificate)) {
    faults.push('AZURE_CLIENT_CERTIFICATE_PATH names no file (a PEM file of certificate and private key)');
  }
  return faults;
}

function graphOf(values: Values): GraphSettings | undefined {
  const { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId } = values;
  const { AZURE_CLIENT_CERTIFICATE_PATH: certificatePath, AZURE_CLIENT_SECRET: clientSecret } = values;
  const credential = certificatePath !== undefined ? { certificatePath } : clientSecret && { clientSecret };
  if (tenantId === undefined || clientId === undefined || credential === undefined) return undefined;
  const { ARCHIVER_CLOUD: cloud, ARCHIVER_GRAPH_URL: graphUrl, AZURE_AUTHORITY_HOST: authorityHost } = values;
  return { cloud, tenantId, clientId, credential, graphUrl, authorityHost };
}

function secretsFaults(given: Given): string[] {
  const directory = given.ARCHIVER_SECRETS_DIR;
  if (directory === undefined)
    return ['ARCHIVER_SECRETS_DIR is missing (the directory with a file per secret)'];
  const isDirectory = statSync(directory, { throwIfNoEntry: false })?.isDirectory();
  return isDirectory ? [] : ['ARCHIVER_SECRETS_DIR names no directory'];
}

function missing(given: Given, name: keyof Given, meaning: string): string[] {
  return given[name] === undefined ? [`${name} is missing (${meaning})`] : [];
}
