import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { GraphError } from './graph-error.js';

/** One call as it was answered; for `commit-then-…` faults the status is the real handler's. */
export interface RecordedRequest {
  method: string;
  /** With names in place of ids: `/v1.0/users/:user/messages`. */
  path: string;
  status: number;
  /** Graph's error code, where it refused. */
  code?: string;
  /** Object id of the user whose mailbox was called. */
  mailbox?: string;
  clientRequestId?: string;
  /** Of the request's body, as its header announced them; a call without a body has none. */
  bytes?: number;
}

export interface GraphVariables {
  requestId: string;
  clientRequestId: string;
  /** Object id, known once the call has found its mailbox. */
  mailboxId?: string;
}

export type GraphEnv = { Bindings: HttpBindings; Variables: GraphVariables };

/** Keeps a line per call, for tests to count and to look at. */
export function recordRequests(log: RecordedRequest[]): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    await next();
    const mailbox = c.get('mailboxId');
    const clientRequestId = c.req.header('client-request-id');
    const bytes = Number(c.req.header('content-length') ?? 0);
    log.push({
      method: c.req.method,
      path: matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path ?? c.req.path,
      status: c.res.status,
      ...(c.error instanceof GraphError && { code: c.error.code }),
      ...(mailbox !== undefined && { mailbox }),
      ...(clientRequestId !== undefined && { clientRequestId }),
      ...(bytes > 0 && { bytes }),
    });
  };
}
