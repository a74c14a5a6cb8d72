import { z } from 'zod';
import { ArchiveError } from '../../domain/errors.js';
import type { ReasonCode } from '../../domain/reasons.js';
import { retryAfterMs } from '../../domain/retry-after.js';
import { decodeJson, readBytes } from './body.js';
import { LIMITS } from './limits.js';

/** An answer other than 200, before it is known what it means for the call at hand. Stays inside this folder. */
export class SiteRefusal extends Error {
  constructor(
    readonly status: number,
    /** Of the contract's Error body; undefined where the answer is not the site's own. */
    readonly code: string | undefined,
    readonly retryAfterMs: number | undefined,
  ) {
    super([status, code].join(' '));
    this.name = 'SiteRefusal';
  }
}

// Letters only: the code goes into our messages, and the rest of the body never does.
const ErrorBody = z.object({ error: z.object({ code: z.string().regex(/^[A-Za-z]{1,40}$/) }) });

/** Rejects only where the network fails; a body that is not as agreed leaves the code undefined. */
export async function refusalOf(response: Response): Promise<SiteRefusal> {
  const delayMs = retryAfterMs(response.headers.get('retry-after'), Date.now());
  return new SiteRefusal(response.status, await codeOf(response), delayMs);
}

async function codeOf(response: Response): Promise<string | undefined> {
  try {
    const { value } = decodeJson(await readBytes(response, LIMITS.MAX_ERROR_BYTES));
    return ErrorBody.safeParse(value).data?.error.code;
  } catch (error) {
    if (error instanceof ArchiveError) return undefined;
    throw error;
  }
}

/**
 * The reason for a refusal. `agreed` holds what the contract gives this call beyond the usual, as `410 WindowPurged`.
 * Status and code must both be there: a proxy's own 404 or 410 must not cost an attachment or a window for good.
 */
export function refusalError(
  refusal: SiteRefusal,
  agreed: Readonly<Record<string, ReasonCode>>,
): ArchiveError {
  const { status, code, message, retryAfterMs: delayMs } = refusal;
  const answered = `The TeleMessage site answered ${message.trim()}.`;
  if (status === 429 || status === 503) {
    return new ArchiveError('Throttled', answered, delayMs === undefined ? {} : { retryAfterMs: delayMs });
  }
  // Gateways speak for a site that they did not reach.
  if (status === 502 || status === 504) return new ArchiveError('SourceUnreachable', answered);
  if (status >= 300 && status < 400) {
    return new ArchiveError(
      'SourceAnswerInvalid',
      `${answered} It would lead elsewhere, and we do not follow.`,
      {
        nextStep: "Put the site's own address into `source.url`, or take away what stands in front of it.",
      },
    );
  }
  if (agreed[message]) return new ArchiveError(agreed[message], answered);
  // 400 with a code of the contract: asked again in the same way it would answer the same way for ever.
  return new ArchiveError(
    status === 400 && code !== undefined ? 'SourceRefused' : 'SourceAnswerInvalid',
    answered,
  );
}
