import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ArchiveError } from '../domain/errors.js';
import type { FoundUser } from '../domain/user.js';
import type { FoundUsers } from '../mapping/found-users.js';
import type { Directory } from '../microsoft365/microsoft365.js';

/**
 * Fills the directory's four batches with 20 filters of 15 names each. All begin together and the next ones when all are
 * done: taken up one by one, as others end, they would go out in batches of one or two.
 */
const LOOK_UPS_AT_A_TIME = 1_200;
/** Of one address, where Microsoft asks us to wait: minutes, and then something is wrong. */
const MAX_TRIES = 20;
const DEFAULT_WAIT_MS = 10_000;
/** Where we are told to come back at once: else all tries would be over within a moment. */
const MIN_WAIT_MS = 1_000;

/** What the directory says of addresses, each asked for once. */
export type LookUpUsers = (addresses: Iterable<string>) => Promise<FoundUsers>;

/** The addresses as they are looked up: each once, in small letters. */
export function distinctAddresses(addresses: Iterable<string>): Set<string> {
  return new Set([...addresses].map((address) => address.trim().toLowerCase()));
}

/**
 * Looks all addresses up; `found` is called after each. Rejects with GraphUnreachable, GraphRefusedLogin or
 * DirectoryDenied, and with Throttled where waiting does not help.
 */
export async function lookUpUsers(
  directory: Directory,
  addresses: Iterable<string>,
  found: () => void = () => undefined,
): Promise<FoundUsers> {
  const distinct = [...distinctAddresses(addresses)];
  const users = new Map<string, FoundUser>();
  const over = new AbortController();
  // All of them listen at the same time, and Node takes more than ten for a leak.
  setMaxListeners(0, over.signal);
  const lookUp = async (address: string): Promise<void> => {
    users.set(address, await findPatiently(directory, address, over.signal));
    found();
  };
  try {
    for (let start = 0; start < distinct.length; start += LOOK_UPS_AT_A_TIME) {
      const some = distinct.slice(start, start + LOOK_UPS_AT_A_TIME);
      await Promise.all(some.map(lookUp));
    }
    return users;
  } catch (error) {
    throw denied(error);
  } finally {
    over.abort();
  }
}

/** Nothing repeats the command, so that it waits itself as long as it is asked to. */
async function findPatiently(directory: Directory, address: string, signal: AbortSignal): Promise<FoundUser> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await directory.findUser(address, signal);
    } catch (error) {
      const isThrottled = error instanceof ArchiveError && error.code === 'Throttled';
      if (!isThrottled || tries === MAX_TRIES) throw error;
      await delay(Math.max(error.retryAfterMs ?? DEFAULT_WAIT_MS, MIN_WAIT_MS), undefined, { signal });
    }
  }
}

function denied(error: unknown): unknown {
  if (!(error instanceof ArchiveError) || error.code !== 'AccessDenied') return error;
  return new ArchiveError('DirectoryDenied', 'Microsoft Graph does not let us look up users.', {
    cause: error,
    nextStep: 'Consent to User.Read.All for the app registration, then run the command again.',
  });
}
