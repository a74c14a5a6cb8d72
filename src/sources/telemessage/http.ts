import { Agent, buildConnector, fetch, type RequestInit, type Response } from 'undici';
import { ArchiveError } from '../../domain/errors.js';
import { checkedLookUp } from '../link-local.js';
import { refusalOf, SiteRefusal } from './refusal.js';

export interface SiteCall {
  url: string;
  headers?: Record<string, string>;
  /** Makes it a POST of JSON. */
  body?: string;
  signal: AbortSignal;
  /** For head and body together. */
  deadlineMs: number;
  /** For the head alone, where it is not to have all of that. */
  headDeadlineMs?: number;
  /** Statuses that are no refusal; default 200. */
  accepts?: readonly number[];
}

/** Firewalls in front of sites turn away who does not say what he is. */
const HEADERS = { 'accept-encoding': 'identity', 'user-agent': 'whatsapp-archiver' };

/** Node's own fetch takes no look-up of ours. */
const CONNECTIONS = new Agent({
  connect: (options, done) => buildConnector({ lookup: checkedLookUp(options.hostname) })(options, done),
});

/**
 * One request over https, never repeated and never redirected elsewhere. `read` takes the answer's body; what it
 * leaves open must be ended by aborting `ended`. Rejects with SiteRefusal where the status is none it accepts, with
 * SourceUnreachable where the network or the deadline ends the call, with InvalidArgument where the site's address is a
 * link-local one, and with the signal's own reason when aborted.
 */
export async function callSite<T>(
  call: SiteCall,
  read: (response: Response, ended: AbortController) => Promise<T>,
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

async function head(call: SiteCall, ended: AbortController, signal: AbortSignal): Promise<Response> {
  const timer = setTimeout(() => ended.abort(timedOut()), call.headDeadlineMs ?? call.deadlineMs);
  return await fetch(call.url, { ...requestOf(call), signal }).finally(() => clearTimeout(timer));
}

/** Why a call is ended that takes too long; `siteError` names it. */
export function timedOut(): DOMException {
  return new DOMException('The time is over.', 'TimeoutError');
}

function requestOf({ headers, body }: SiteCall): RequestInit {
  // A redirect would carry the session to a host that nobody named.
  const request = {
    dispatcher: CONNECTIONS,
    redirect: 'manual',
    headers: { ...HEADERS, ...headers },
  } as const;
  if (body === undefined) return request;
  return {
    ...request,
    method: 'POST',
    headers: { ...request.headers, 'content-type': 'application/json' },
    body,
  };
}

/** What ended a call, in our words. */
export function siteError(error: unknown, signal: AbortSignal): unknown {
  for (const each of [error, causeOf(error)])
    if (each instanceof ArchiveError || each instanceof SiteRefusal) return each;
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

/** fetch hides the system's code (ECONNREFUSED, …) in the cause of its TypeError. */
function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = causeOf(error);
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.name;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
