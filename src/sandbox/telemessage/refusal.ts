import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Thrown wherever the site refuses a request; becomes the contract's Error body. */
export class Refusal extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }

  /** The contract's Error body. */
  get body(): { error: { code: string; message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}
