import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal } from './refusal.js';

export type Route = 'login' | 'items' | 'attachments' | 'other';

/** How the site fails for a while. */
export interface Fault {
  status: ContentfulStatusCode;
  /** Default: every route. */
  route?: Route;
  /** Of the Error body; default `Throttled`. */
  code?: string;
  /** The header as it is sent: seconds or an HTTP date. Absent: no header. */
  retryAfter?: string;
  /** So many requests of the route are answered well before. */
  after?: number;
  /** Sent as text instead of the Error body, as a proxy in between would. */
  body?: string;
}

/** Faults that wait for the next requests, oldest first. */
export class Faults {
  #waiting: { fault: Fault; times: number; passes: number }[] = [];

  add(times: number, fault: Fault): void {
    this.#waiting.push({ fault, times, passes: fault.after ?? 0 });
  }

  /** The answer to a request that is to fail, else undefined. */
  next(route: Route): Response | undefined {
    const due = this.#waiting.find(({ fault }) => (fault.route ?? route) === route);
    if (due === undefined) return undefined;
    if (due.passes > 0) {
      due.passes -= 1;
      return undefined;
    }
    due.times -= 1;
    this.#waiting = this.#waiting.filter(({ times }) => times > 0);
    return answer(due.fault);
  }
}

function answer({ status, code = 'Throttled', retryAfter, body }: Fault): Response {
  const headers = new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter });
  if (body !== undefined) return new Response(body, { status, headers });
  return Response.json(new Refusal(status, code, 'Not now.').body, { status, headers });
}
