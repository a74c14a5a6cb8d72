import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal } from './graph-error.js';

/** A refusal as Microsoft Entra's token endpoint writes it (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
export class EntraError extends Refusal {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly error: string,
    readonly aadsts: number,
    message: string,
  ) {
    super(message);
  }

  respond(c: Context): Response {
    const [trace_id, correlation_id] = [randomUUID(), c.req.header('client-request-id') ?? randomUUID()];
    const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
    const tail = `Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`;
    const body = {
      error: this.error,
      error_description: `AADSTS${this.aadsts}: ${this.message} ${tail}`,
      error_codes: [this.aadsts],
      timestamp,
      trace_id,
      correlation_id,
      error_uri: `${new URL(c.req.url).origin}/error?code=${this.aadsts}`,
    };
    return c.json(body, this.status);
  }
}
