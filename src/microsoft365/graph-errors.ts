import { ArchiveError } from '../domain/errors.js';
import { REASONS, type ReasonCode } from '../domain/reasons.js';
import { retryAfterMs } from '../domain/retry-after.js';

/** What is kept of an answer that is no success. Everything in it may be missing: gateways answer with HTML or nothing. */
export interface Refusal {
  status: number;
  /** `error.code` of the JSON body. */
  graphCode: string | undefined;
  requestId: string | undefined;
  /** The header as it came. */
  retryAfter: string | null;
}

/** An ArchiveError that still knows Graph's own status and code, for callers in this folder that act on them. */
export class GraphFault extends ArchiveError {
  readonly status: number;
  readonly graphCode: string | undefined;

  /** `doing` says what the call was for and names nobody. `now` in milliseconds. */
  constructor(doing: string, refusal: Refusal, now: number) {
    const { status, graphCode, requestId, retryAfter } = refusal;
    const waitMs = retryAfterMs(retryAfter, now);
    super(
      reasonOf(status, graphCode),
      [
        `Microsoft Graph answered ${status}`,
        graphCode,
        `while ${doing}`,
        requestId && `(request ${requestId})`,
      ]
        .filter(Boolean)
        .join(' ') + '.',
      waitMs === undefined ? {} : { retryAfterMs: waitMs },
    );
    this.status = status;
    this.graphCode = graphCode;
  }
}

/** An answer that the same call would meet again: no wait helps. */
export function isRefusal(error: unknown): error is ArchiveError {
  return error instanceof ArchiveError && !REASONS[error.code].retry;
}

/** What the call was about is not there: a folder or a mail that was deleted for good. */
export function isNotFound(error: unknown): error is GraphFault {
  return error instanceof GraphFault && /^Error(Item|Folder)NotFound$/.test(error.graphCode ?? '');
}

/**
 * Codes that mean the same whatever status they come with. The mailbox ones change places for one and the same user
 * (microsoft-graph-docs-contrib issue 4340); a full mailbox has been seen as 507 QuotaExceededException (issue 6177).
 */
const REASON_OF_CODE: ReadonlyMap<string | undefined, ReasonCode> = new Map([
  ['MailboxNotEnabledForRESTAPI', 'MailboxNotFound'],
  ['MailboxNotSupportedForRESTAPI', 'MailboxNotFound'],
  ['ErrorInvalidUser', 'MailboxNotFound'],
  ['ErrorNonExistentMailbox', 'MailboxNotFound'],
  ['ResourceNotFound', 'MailboxNotFound'],
  ['Request_ResourceNotFound', 'MailboxNotFound'],
  ['ErrorQuotaExceeded', 'MailboxFull'],
  ['ErrorMessageStoreQuotaExceeded', 'MailboxFull'],
  ['QuotaExceededException', 'MailboxFull'],
  ['ErrorMessageSizeExceeded', 'ItemTooLarge'],
  ['ErrorAttachmentSizeLimitExceeded', 'ItemTooLarge'],
  ['ApplicationThrottled', 'Throttled'],
]);

const REASON_OF_STATUS: ReadonlyMap<number, ReasonCode> = new Map([
  [401, 'GraphRefusedLogin'],
  [403, 'AccessDenied'],
  // A proxy that wants its own login or gave up waiting: whether Graph has done the call is unknown.
  [407, 'GraphUnreachable'],
  [408, 'GraphUnreachable'],
  [413, 'ItemTooLarge'],
  [429, 'Throttled'],
  [507, 'MailboxFull'],
]);

/** The reason for a status that is no success. Pure. */
export function reasonOf(status: number, graphCode: string | undefined): ReasonCode {
  const known = REASON_OF_CODE.get(graphCode) ?? REASON_OF_STATUS.get(status);
  if (known !== undefined) return known;
  // Graph redirects nobody and refuses with 4xx only; whatever else comes does not say whether the call was done.
  return status >= 400 && status < 500 ? 'GraphRefused' : 'GraphUnreachable';
}

/** No answer, or none that can be understood: whether the call was done is unknown. `why` is a code, never a text from outside. */
export function unreachable(doing: string, why: string): ArchiveError {
  return new ArchiveError(
    'GraphUnreachable',
    `Microsoft Graph gave no usable answer while ${doing} (${why}).`,
  );
}

/**
 * Whether a failed create has certainly created nothing, so that it may be repeated without a look-up. Unknown after
 * GraphUnreachable (no answer, 5xx) and after anything that is no refusal of Graph's, such as a cancellation.
 */
export function isDefiniteRefusal(error: unknown): boolean {
  return error instanceof ArchiveError && error.code !== 'GraphUnreachable' && error.code !== 'Unexpected';
}
