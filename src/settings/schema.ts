import { z } from 'zod';
import { httpsAddress } from '../https-address.js';
import { Secret } from '../secret.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const CLOUDS = ['worldwide', 'gcc', 'gcc-high', 'dod'] as const;

export type Cloud = (typeof CLOUDS)[number];

/**
 * Every setting by itself; what goes with what is a matter of the outside system it is for. Temporal's own TEMPORAL_*
 * variables are not here: @temporalio/envconfig reads them.
 */
export const schema = z.object({
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

export type Values = z.output<typeof schema>;

/** The settings that are set, as they were written. */
export type Given = Partial<Record<keyof Values, string>>;

/** An empty variable is how a shell or a container file leaves one out. */
export function withoutBlanks(environment: Environment): Given {
  return Object.fromEntries(Object.entries(environment).filter(([, text]) => text?.trim()));
}
