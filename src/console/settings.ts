import { userInfo } from 'node:os';
import { isIP } from 'node:net';
import { z } from 'zod';
import { httpsAddress } from '../https-address.js';
import { faultLine, invalidInput } from '../input-faults.js';
import { Secret } from '../secret.js';
import type { Environment } from '../settings/schema.js';
import { roleClaims, type RoleClaims } from './access/role-claims.js';
import { readTls, tlsFaults, type Tls } from './tls-files.js';

export interface ConsoleSettings {
  host: string;
  /** 0: a free one. */
  port: number;
  /** Undefined: plain http, on loopback only. */
  tls: Tls | undefined;
  /** Where people open it; undefined: where it listens. */
  url: URL | undefined;
  /** Undefined: nobody signs in, on loopback only. */
  signIn: SignInSettings | undefined;
  /** Who changes are written down to where nobody signs in: on loopback the console is the local user's. */
  localUser: string;
  /** Where operators look at runs; undefined where nobody has said. */
  temporalUiUrl: string | undefined;
}

/** The organisation's sign-in, an OpenID provider such as Entra ID, and who has which role. */
export interface SignInSettings {
  issuer: URL;
  clientId: string;
  /** Undefined: a public client, which has PKCE alone. */
  clientSecret: Secret | undefined;
  scope: string;
  roles: RoleClaims;
}

const MAX_PORT = 65_535;

const schema = z.object({
  ARCHIVER_CONSOLE_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'is not an address to listen on')
    .default('127.0.0.1'),
  ARCHIVER_CONSOLE_PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT, 'is not a port')
    .default('8230')
    .transform(Number),
  ARCHIVER_CONSOLE_TLS_CERT_PATH: z.string().optional(),
  ARCHIVER_CONSOLE_TLS_KEY_PATH: z.string().optional(),
  ARCHIVER_CONSOLE_URL: httpsAddress
    .refine(
      (text) => new URL(text).pathname === '/',
      'has a path (the console stands at the root of its host)',
    )
    .transform((text) => new URL(text))
    .optional(),
  ARCHIVER_OIDC_ISSUER: httpsAddress
    .refine((text) => !/%|\/(common|organizations|consumers)(\/|$)/i.test(new URL(text).pathname), {
      // With these Entra ID signs in the users of every tenant there is.
      error: 'names no tenant (put the id of yours in the place of common, organizations or consumers)',
    })
    .transform((text) => new URL(text))
    .optional(),
  ARCHIVER_OIDC_CLIENT_ID: z.string().optional(),
  ARCHIVER_OIDC_CLIENT_SECRET: z
    .string()
    .transform((text) => new Secret(text))
    .optional(),
  ARCHIVER_OIDC_SCOPE: z
    .string()
    .refine((text) => text.split(' ').includes('openid'), 'lacks openid')
    .default('openid profile email'),
  ARCHIVER_OIDC_ROLES: roleClaims.optional(),
  ARCHIVER_TEMPORAL_UI_URL: z
    .url({ protocol: /^https?$/, error: 'is not the address of a web page' })
    .optional(),
});

type Values = z.output<typeof schema>;
type Given = Partial<Record<keyof Values, string>>;

/** What goes together, and what each is. */
const TLS_NAMES = {
  ARCHIVER_CONSOLE_TLS_CERT_PATH: 'the PEM file of the certificate, with those between it and its authority',
  ARCHIVER_CONSOLE_TLS_KEY_PATH: 'the PEM file of its private key',
} satisfies Given;
const SIGN_IN_NAMES = {
  ARCHIVER_CONSOLE_URL: 'the https address that people open',
  ARCHIVER_OIDC_ISSUER: 'the https address of the OpenID provider',
  ARCHIVER_OIDC_CLIENT_ID: 'the application id of the console there',
  ARCHIVER_OIDC_ROLES: 'which app roles or groups have which role of the console',
} satisfies Given;
const SIGN_IN_EXTRAS = ['ARCHIVER_OIDC_CLIENT_SECRET', 'ARCHIVER_OIDC_SCOPE'] as const;

/** The settings of the console. Throws InvalidArgument, which names all that is missing or wrong at once. */
export function readConsoleSettings(environment: Environment): ConsoleSettings {
  const given: Given = Object.fromEntries(Object.entries(environment).filter(([, text]) => text?.trim()));
  const parsed = schema.safeParse(given);
  const wrong = (parsed.error?.issues ?? []).map(({ path, message }) => faultLine(path.slice(0, 1), message));
  const faults = [...wrong, ...accessFaults(given)];
  if (!parsed.success || faults.length > 0) {
    const nextStep = 'Set them in the environment or in the file given by --env-file; nothing was started.';
    throw invalidInput('Settings of the console are missing or wrong', faults, nextStep);
  }
  return settingsOf(parsed.data);
}

function settingsOf(values: Values): ConsoleSettings {
  const { ARCHIVER_CONSOLE_TLS_CERT_PATH: certPath, ARCHIVER_CONSOLE_TLS_KEY_PATH: keyPath } = values;
  return {
    host: values.ARCHIVER_CONSOLE_HOST,
    port: values.ARCHIVER_CONSOLE_PORT,
    tls: certPath !== undefined && keyPath !== undefined ? readTls({ certPath, keyPath }) : undefined,
    url: values.ARCHIVER_CONSOLE_URL,
    signIn: signInOf(values),
    localUser: userInfo().username,
    temporalUiUrl: values.ARCHIVER_TEMPORAL_UI_URL,
  };
}

function signInOf(values: Values): SignInSettings | undefined {
  const { ARCHIVER_OIDC_ISSUER: issuer, ARCHIVER_OIDC_CLIENT_ID: clientId } = values;
  const { ARCHIVER_OIDC_CLIENT_SECRET: clientSecret, ARCHIVER_OIDC_ROLES: roles } = values;
  if (issuer === undefined || clientId === undefined || roles === undefined) return undefined;
  return { issuer, clientId, clientSecret, scope: values.ARCHIVER_OIDC_SCOPE, roles };
}

/**
 * Off loopback both TLS and a sign-in are needed: anybody in the network could else change whose mailbox gets private
 * mail. On loopback each is there as a whole or not at all; the TLS of a reverse proxy is its own.
 */
function accessFaults(given: Given): string[] {
  const isOpen = !isLoopback(given.ARCHIVER_CONSOLE_HOST ?? '127.0.0.1');
  const signIn = [...Object.keys(SIGN_IN_NAMES), ...SIGN_IN_EXTRAS];
  return [
    ...(isOpen || isAnyOf(Object.keys(TLS_NAMES), given) ? missing(TLS_NAMES, given) : []),
    ...tlsFaults(given.ARCHIVER_CONSOLE_TLS_CERT_PATH, given.ARCHIVER_CONSOLE_TLS_KEY_PATH),
    ...(isOpen || isAnyOf(signIn, given) ? missing(SIGN_IN_NAMES, given) : []),
  ];
}

function isAnyOf(names: readonly string[], given: Given): boolean {
  return names.some((name) => name in given);
}

function missing(names: Given, given: Given): string[] {
  return Object.entries(names)
    .filter(([name]) => !(name in given))
    .map(([name, meaning]) => `${name} is missing (${meaning})`);
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
