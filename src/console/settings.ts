import { userInfo } from 'node:os';
import { isIP } from 'node:net';
import { z } from 'zod';
import { faultLine, invalidInput } from '../input-faults.js';
import type { Environment } from '../settings/schema.js';

export interface ConsoleSettings {
  host: string;
  /** 0: a free one. */
  port: number;
  /** Who changes are written down to where nobody signs in: on loopback the console is the local user's. */
  localUser: string;
  /** Where operators look at runs; undefined where nobody has said. */
  temporalUiUrl: string | undefined;
}

const DEFAULT_PORT = '8230';

const schema = z.object({
  ARCHIVER_CONSOLE_HOST: z.string().default('127.0.0.1'),
  ARCHIVER_CONSOLE_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a port')
    .default(DEFAULT_PORT)
    .transform(Number),
  ARCHIVER_TEMPORAL_UI_URL: z
    .url({ protocol: /^https?$/, error: 'is not the address of a web page' })
    .optional(),
});

/** The settings of the console. Throws InvalidArgument, which names all that is missing or wrong at once. */
export function readConsoleSettings(environment: Environment): ConsoleSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, text]) => text?.trim()));
  const parsed = schema.safeParse(given);
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => faultLine(path, message)),
    ...addressFaults(given['ARCHIVER_CONSOLE_HOST']),
  ];
  if (!parsed.success || faults.length > 0) {
    const nextStep = 'Set them in the environment or in the file given by --env-file; nothing was started.';
    throw invalidInput('Settings of the console are missing or wrong', faults, nextStep);
  }
  const { ARCHIVER_CONSOLE_HOST: host, ARCHIVER_CONSOLE_PORT: port } = parsed.data;
  return { host, port, localUser: userInfo().username, temporalUiUrl: parsed.data.ARCHIVER_TEMPORAL_UI_URL };
}

/** Anybody in the network could else change whose mailbox gets private mail. */
function addressFaults(host: string | undefined): string[] {
  if (host === undefined || isLoopback(host)) return [];
  return ['ARCHIVER_CONSOLE_HOST is not a loopback address (the console opens for the local user only)'];
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
