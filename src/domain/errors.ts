import { REASONS, type ReasonCode } from './reasons.js';

export interface ArchiveErrorOptions {
  cause?: unknown;
  /** From `Retry-After`: how long the service asked us to wait. */
  retryAfterMs?: number;
  /** Overrides the reason's own next step where the thrower knows better. */
  nextStep?: string;
}

/**
 * The one error class. The message names the thing and holds counts and codes, never source text, numbers or
 * addresses: it ends in logs and workflow histories.
 */
export class ArchiveError extends Error {
  readonly retryAfterMs: number | undefined;
  readonly nextStep: string;

  constructor(
    readonly code: ReasonCode,
    message: string,
    options: ArchiveErrorOptions = {},
  ) {
    super(message);
    this.name = 'ArchiveError';
    this.retryAfterMs = options.retryAfterMs;
    this.nextStep = options.nextStep ?? REASONS[code].nextStep;
    // Not enumerable, so that a logger which prints own properties never prints a request or an answer.
    if (options.cause !== undefined)
      Object.defineProperty(this, 'cause', { value: options.cause, enumerable: false });
  }
}
