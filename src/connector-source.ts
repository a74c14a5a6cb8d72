import { z } from 'zod';
import { httpsAddress } from './https-address.js';
import { plainWords } from './input-faults.js';
import { SECRET_NAME } from './secrets.js';

const MAX_NAME_CHARACTERS = 255;
const MAX_DIRECTORY_CHARACTERS = 1_024;

const words = (meaning: string) => ({ error: plainWords(meaning) });

/** One line of text, as it is shown to people. */
export const name = (meaning: string) =>
  z
    .string(words(meaning))
    .regex(
      /^(?!\s)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_C}]+(?<!\s)$/u,
      'is empty, has spaces around it or holds control characters',
    )
    .max(MAX_NAME_CHARACTERS, `is longer than ${MAX_NAME_CHARACTERS} characters`);

const secretName = (what: string) =>
  z
    .string(words(`the name of the secret with the ${what}`))
    .regex(SECRET_NAME, `is no name of a secret (letters, digits, dots, dashes; never the ${what} itself)`);

const product = z.enum(
  ['whatsapp-phone-archiver', 'whatsapp-cloud-archiver'],
  words('whatsapp-phone-archiver or whatsapp-cloud-archiver'),
);

const Site = z.strictObject({
  type: z.literal('telemessage'),
  product,
  url: httpsAddress,
  username: name("the TeleMessage administrator's user name"),
  passwordSecret: secretName('password'),
});

const Sftp = z
  .strictObject({
    type: z.literal('telemessage-sftp'),
    product: product.default('whatsapp-phone-archiver'),
    host: z
      .string(words('the name or address of the SFTP server'))
      .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/, 'is no host name or address')
      .transform((text) => text.toLowerCase()),
    port: z.int(words('a port')).min(1, 'is below 1').max(65_535, 'is over 65535').default(22),
    username: name('the user name on the SFTP server'),
    passwordSecret: secretName('password').exactOptional(),
    privateKeySecret: secretName('private key').exactOptional(),
    hostKey: z
      .string(words("the server's key: ssh-keyscan -p PORT HOST | ssh-keygen -lf -"))
      .regex(
        /^SHA256:[A-Za-z0-9+/]{43}$/,
        'is no fingerprint as ssh-keygen -l prints it (SHA256: and 43 characters)',
      ),
    account: name('the id of the account, as `connector show --json` gives it').exactOptional(),
    directory: name('an absolute path')
      .max(MAX_DIRECTORY_CHARACTERS)
      .regex(/^(?!.*\/\.{1,2}(?:\/|$))(?!.*\/\/)\//, 'is no absolute path, or has . or .. or // in it')
      // The directory is part of the account's name: the same one must be written in one way.
      .transform((path) => path.replace(/(?<=.)\/$/, '')),
    decryptionKeySecret: secretName('private key').exactOptional(),
  })
  .refine((source) => countLogins(source) === 1, {
    error: 'needs passwordSecret or privateKeySecret, and not both',
    // Also beside other faults, so that all are named at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  });

/** The `source` of a connector file, one schema per type. */
export const Source = z.discriminatedUnion('type', [Site, Sftp], {
  error: ({ input }) => sourceFault(input),
});

function countLogins(source: object): number {
  return Number('passwordSecret' in source) + Number('privateKeySecret' in source);
}

function sourceFault(source: unknown): string {
  if (typeof source !== 'object' || source === null)
    return 'is missing (type telemessage or telemessage-sftp, and the keys that go with it)';
  return 'is neither telemessage nor telemessage-sftp';
}
