import { ArchiveError } from '../domain/errors.js';

/** A header tells whole seconds: on average half a second has gone by since. */
const CUT_OFF_MS = 500;

/**
 * How far a storage service's clock is ahead of this machine's, in milliseconds, give or take a second; undefined where
 * its answer has no time. Asks without credentials, so that it also tells where these are refused for the time's sake.
 * Rejects with StorageUnreachable, naming the address.
 */
export async function clockAheadMs(address: string, signal: AbortSignal): Promise<number | undefined> {
  const askedAt = Date.now();
  const response = await ask(address, signal);
  await response.body?.cancel();
  const toldAt = Date.parse(response.headers.get('date') ?? '');
  const halfwayAt = (askedAt + Date.now()) / 2;
  return Number.isNaN(toldAt) ? undefined : toldAt + CUT_OFF_MS - halfwayAt;
}

async function ask(address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { method: 'HEAD', redirect: 'manual', signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const why = networkCode(error);
    throw new ArchiveError('StorageUnreachable', `Storage does not answer at ${address} (${why}).`);
  }
}

/** fetch hides the system's code (ECONNREFUSED, …) in the cause of its TypeError. */
function networkCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
}
