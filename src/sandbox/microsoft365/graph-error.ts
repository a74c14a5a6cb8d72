import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Whatever the tenant refuses with; it knows how its service writes the refusal down. */
export abstract class Refusal extends Error {
  abstract respond(c: Context): Response;
}

/** A refusal as Microsoft Graph writes it (learn.microsoft.com/graph/errors). */
export class GraphError extends Refusal {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    /** The header as it is sent: seconds, or any text. */
    readonly retryAfter?: number | string,
  ) {
    super(message);
  }

  respond(c: Context): Response {
    if (this.retryAfter !== undefined) c.header('Retry-After', String(this.retryAfter));
    const innerError = {
      date: new Date().toISOString().slice(0, 19),
      'request-id': c.get('requestId'),
      'client-request-id': c.get('clientRequestId'),
    };
    return c.json({ error: { code: this.code, message: this.message, innerError } }, this.status);
  }
}

export const badRequest = (code: string, message: string): GraphError => new GraphError(400, code, message);

export const itemNotFound = (): GraphError =>
  new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

/** For what this sandbox does not do though Graph does; better refused loudly than answered wrongly. */
export const notInSandbox = (what: string): GraphError =>
  new GraphError(501, 'NotImplemented', `This sandbox has no ${what} yet.`);
