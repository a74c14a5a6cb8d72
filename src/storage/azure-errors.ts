import { ArchiveError } from '../domain/errors.js';

/** Longest time for one call with its second try: a half-open connection must not hold an activity for good. */
const CALL_TIMEOUT_MS = 30_000;

/** What the SDKs put on their errors, as far as they agree. */
interface SdkError {
  name?: string;
  statusCode?: number;
  code?: string;
  details?: { odataError?: { code?: string }; errorCode?: string };
  response?: { headers?: { get(name: string): string | undefined } };
}

/**
 * Runs one call to Azure Storage within its deadline. Rejects with ArchiveError StorageUnreachable, StorageRefused or
 * Unexpected; `operation` names what was done to which container or table and ends in the message, so no content in it.
 */
export async function attempt<T>(
  operation: string,
  call: (signal: AbortSignal) => Promise<T>,
  timeoutMs = CALL_TIMEOUT_MS,
): Promise<T> {
  try {
    return await call(AbortSignal.timeout(timeoutMs));
  } catch (error) {
    throw storageError(operation, error);
  }
}

/** A `catch` handler that resolves to `value` for answers that are no fault, by status or code: 404 of a read, say. */
export function onAnswer<T>(answers: (number | string)[], value: T): (error: unknown) => T {
  return (error) => {
    const code = errorCode(error as SdkError);
    // A whole table that has gone must not pass for a row that never was: we would archive everything again.
    const isWholeGone = /^(Table|Container)/.test(code);
    if (
      !isWholeGone &&
      answers.some((answer) => answer === (error as SdkError).statusCode || answer === code)
    ) {
      return value;
    }
    throw error;
  };
}

function storageError(operation: string, error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  const sdkError = error as SdkError;
  const reason = reasonOf(sdkError);
  const answer = sdkError.statusCode === undefined ? '' : `HTTP ${sdkError.statusCode} `;
  const message = `Storage: cannot ${operation} (${answer}${errorCode(sdkError) || sdkError.name}).`;
  const retryAfterMs = retryAfter(sdkError);
  // The SDK's own error is no cause: it holds the request with its signature, and the answer with keys and content.
  return new ArchiveError(reason, message, retryAfterMs === undefined ? {} : { retryAfterMs });
}

function reasonOf({ name = '', statusCode, code = '' }: SdkError) {
  if (statusCode === 401 || statusCode === 403) return 'StorageRefused';
  // @azure/identity: CredentialUnavailableError, AuthenticationError, AggregateAuthenticationError…
  if (/Credential|Authentication/.test(name)) return 'StorageRefused';
  if (statusCode !== undefined) {
    return statusCode === 408 || statusCode === 429 || statusCode >= 500
      ? 'StorageUnreachable'
      : 'Unexpected';
  }
  const isNetworkFault =
    name === 'RestError' || name === 'AbortError' || name === 'TimeoutError' || /^E[A-Z]/.test(code);
  return isNetworkFault ? 'StorageUnreachable' : 'Unexpected';
}

/** Tables hide it in `odataError`, blobs without a body in `errorCode`. */
function errorCode({ code, details }: SdkError): string {
  return code ?? details?.odataError?.code ?? details?.errorCode ?? '';
}

function retryAfter({ response }: SdkError): number | undefined {
  const seconds = Number(response?.headers?.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}
