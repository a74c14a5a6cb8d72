import { once } from 'node:events';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { EntraError } from './entra-error.js';
import { GraphError, type Refusal } from './graph-error.js';

/** What kind of call fails; a RegExp is tried on `METHOD /path?query`, decoded. */
export type FaultMatch =
  'create' | 'find' | 'attach' | 'session' | 'slice' | 'folders' | 'users' | 'token' | RegExp;

export interface Fault {
  match: FaultMatch;
  /** How many such calls go well before the first that fails; default none. */
  after?: number;
  /** For mode `before`; default 503. */
  status?: ContentfulStatusCode;
  code?: string;
  /** The header as it is sent: seconds, or any text. */
  retryAfter?: number | string;
  /**
   * `before` (default): refused, nothing happened. `reset`: the connection breaks, nothing happened.
   * `commit-then-reset`, `commit-then-504`: it really happened, and the caller cannot know. `commit-then-hang`: the
   * same, and the caller waits for an answer until it gives up.
   */
  mode?: 'before' | 'reset' | 'commit-then-reset' | 'commit-then-504' | 'commit-then-hang';
}

const KINDS: Record<Exclude<FaultMatch, RegExp>, RegExp> = {
  create: /^POST \/v1\.0\/users\/[^/?]+\/(mailFolders\/[^/?]+\/)?messages(\?|$)/,
  find: /^GET \/v1\.0\/users\/[^/?]+\/(mailFolders\/[^/?]+\/)?messages(\?|$)/,
  attach: /^POST \/v1\.0\/users\/[^/?]+\/(mailFolders\/[^/?]+\/)?messages\/[^/?]+\/attachments(\?|$)/,
  session: /^POST \/v1\.0\/users\/.*\/attachments\/createUploadSession(\?|$)/,
  slice: /^PUT \/api\/v2\.0\/Users/,
  folders: /^\w+ \/v1\.0\/users\/[^/?]+\/mailFolders(\/[^/?]+(\/childFolders)?)?(\?|$)/,
  users: /^GET \/v1\.0\/users(\/[^/?]+)?(\?|$)/,
  token: /^POST \/[^/]+\/oauth2\/v2\.0\/token/,
};

const CODES: Partial<Record<number, string>> = {
  401: 'InvalidAuthenticationToken',
  403: 'ErrorAccessDenied',
  429: 'ApplicationThrottled',
  500: 'ErrorInternalServerError',
  503: 'ServiceUnavailable',
};

/** Faults planned for calls to come; each is used up call by call, in the order of planning. */
export class Faults {
  #planned: { fault: Fault; left: number; passing: number }[] = [];

  failNext(times: number, fault: Fault): void {
    this.#planned.push({ fault, left: times, passing: fault.after ?? 0 });
  }

  clear(): void {
    this.#planned = [];
  }

  take(call: string): Fault | undefined {
    const plan = this.#planned.find(({ fault }) => matches(fault.match, call));
    if (plan === undefined) return undefined;
    plan.passing -= 1;
    if (plan.passing >= 0) return undefined;
    plan.left -= 1;
    if (plan.left <= 0) this.#planned = this.#planned.filter((other) => other !== plan);
    return plan.fault;
  }
}

/** Meets the planned faults around the real handler, so that `commit-…` lets the effect happen first. */
export function injectFaults(faults: Faults): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const fault = faults.take(callOf(c));
    if (fault === undefined) return next();
    const mode = fault.mode ?? 'before';
    if (mode === 'reset') return hangUp(c);
    if (mode === 'before') return refuse(c, fault);
    await next();
    // Else Hono would merge the lost answer's headers into the new one.
    c.res = undefined;
    if (mode === 'commit-then-hang') await callerHasLeft(c);
    c.res = mode === 'commit-then-504' ? gatewayPage(c, 504) : hangUp(c);
    return undefined;
  };
}

function matches(match: FaultMatch, call: string): boolean {
  return (match instanceof RegExp ? match : KINDS[match]).test(call);
}

function callOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return `${c.req.method} ${pathname}${decodeURIComponent(search.replaceAll('+', ' '))}`;
}

/** 502 and 504 come from a gateway in front of Graph and are not JSON unless a code is asked for. */
function refuse(c: Context, fault: Fault): Response {
  const status = fault.status ?? 503;
  if (fault.code === undefined && (status === 502 || status === 504)) return gatewayPage(c, status);
  throw refusalOf(c, fault, status);
}

function refusalOf(c: Context, fault: Fault, status: ContentfulStatusCode): Refusal {
  const code = fault.code ?? CODES[status];
  if (/^\/(v1\.0|api)\//.test(c.req.path))
    return new GraphError(
      status,
      code ?? 'UnknownError',
      'A fault that the test asked for.',
      fault.retryAfter,
    );
  return new EntraError(
    status,
    fault.code ?? 'temporarily_unavailable',
    90033,
    'A transient error has occurred.',
  );
}

function gatewayPage(c: Context, status: 502 | 504): Response {
  return c.html(
    `<html><head><title>${status}</title></head><body>The gateway gave up.</body></html>`,
    status,
  );
}

async function callerHasLeft(c: Context<{ Bindings: HttpBindings }>): Promise<void> {
  const { socket } = c.env.incoming;
  if (!socket.destroyed) await once(socket, 'close');
}

function hangUp(c: Context<{ Bindings: HttpBindings }>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
