import { ArchiveError } from '../../domain/errors.js';
import { refusalOf, SiteRefusal } from './refusal.js';
import { send, type SiteResponse, type SiteRequest } from './request.js';

export interface SiteCall extends SiteRequest {
  signal: AbortSignal;
  /** For head and body together. */
  deadlineMs: number;
  /** For the head alone, where it is not to have all of that. */
  headDeadlineMs?: number;
  /** Statuses that are no refusal; default 200. */
  accepts?: readonly number[];
}

/**
 * One request over https, never repeated and never redirected elsewhere. `read` takes the answer's body; what it
 * leaves open must be ended by aborting `ended`. Rejects with SiteRefusal where the status is none it accepts, with
 * SourceUnreachable where the network or the deadline ends the call, with InvalidArgument where the site's address is a
 * link-local one, and with the signal's own reason when aborted.
 */
export async function callSite<T>(
  call: SiteCall,
  read: (response: SiteResponse, ended: AbortController) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const signal = AbortSignal.any([call.signal, ended.signal, AbortSignal.timeout(call.deadlineMs)]);
  try {
    const response = await head(call, ended, signal);
    if (!(call.accepts ?? [200]).includes(response.status)) throw await refusalOf(response);
    return await read(response, ended);
  } catch (error) {
    // A body that nobody reads to its end would keep the connection.
    ended.abort();
    throw siteError(error, call.signal);
  }
}

async function head(call: SiteCall, ended: AbortController, signal: AbortSignal): Promise<SiteResponse> {
  const timer = setTimeout(() => ended.abort(timedOut()), call.headDeadlineMs ?? call.deadlineMs);
  return await send(call, signal).finally(() => clearTimeout(timer));
}

/** Why a call is ended that takes too long; `siteError` names it. */
export function timedOut(): DOMException {
  return new DOMException('The time is over.', 'TimeoutError');
}

/** What ended a call, in our words. */
export function siteError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ArchiveError || error instanceof SiteRefusal) return error;
  if (signal.aborted) return signal.reason;
  const code = networkCode(error);
  const nextStep = /CERT|SIGNATURE|ALTNAME/.test(code)
    ? "Give Node the authority that signed the site's certificate, in NODE_EXTRA_CA_CERTS."
    : undefined;
  return new ArchiveError('SourceUnreachable', `The TeleMessage site did not answer (${code}).`, {
    cause: error,
    ...(nextStep && { nextStep }),
  });
}

/** The system's code (ECONNREFUSED, …); of what a signal has ended, the name of the signal's reason. */
function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  if (cause instanceof Error) return cause.name;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
