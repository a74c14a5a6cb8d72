import { ArchiveError } from '../domain/errors.js';
import { temporalError } from '../temporal/connect.js';

/** The value, or why there is none where that is for the reader to mend; everything else is a defect and rejects. */
export async function orError<T>(value: Promise<T>): Promise<T | ArchiveError> {
  return await value.catch((error: unknown) => {
    const known = temporalError(error) ?? error;
    if (known instanceof ArchiveError) return known;
    throw error;
  });
}

/** Why something was not done; undefined where it was. Rejects as `orError`. */
export async function errorOf(doing: Promise<unknown>): Promise<ArchiveError | undefined> {
  const done = await orError(doing);
  return done instanceof ArchiveError ? done : undefined;
}
