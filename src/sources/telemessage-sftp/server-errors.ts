import { ArchiveError } from '../../domain/errors.js';

/** Status codes of the SFTP protocol (draft-ietf-secsh-filexfer-02, 7), as the library hands them on. */
const NO_SUCH_FILE: readonly unknown[] = [2, 'ENOENT'];
const PERMISSION_DENIED: readonly unknown[] = [3, 'EACCES'];

/** `how` is a code or our own words: what the library says holds paths. */
export function unreachable(how: string, cause?: unknown): ArchiveError {
  return new ArchiveError('SourceUnreachable', `The SFTP server did not answer (${how}).`, { cause });
}

/** What ended a call, in our words. */
export function serverError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ArchiveError) return error;
  if (signal.aborted) return signal.reason;
  if (PERMISSION_DENIED.includes(codeOf(error)))
    return new ArchiveError('SourceRefused', 'The SFTP server does not let this user read.', {
      nextStep: 'Give the user the right to read source.directory and the files in it.',
    });
  return unreachable(networkCode(error), error);
}

export function isNoSuchFile(error: unknown): boolean {
  return NO_SUCH_FILE.includes(codeOf(error));
}

/** The system's, the library's or the protocol's code, never their text. */
export function networkCode(error: unknown): string {
  // Its code is a number of the DOM's, which nobody knows.
  if (error instanceof Error && error.name === 'TimeoutError') return error.name;
  const code = codeOf(error);
  if (typeof code === 'string' || typeof code === 'number') return String(code);
  if (typeof error === 'object' && error !== null && 'level' in error) return String(error.level);
  return error instanceof Error ? error.name : 'unknown';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
