import { ArchiveError } from '../../domain/errors.js';
import { temporalError } from '../../temporal/connect.js';

/** Why something was not done, where that is for the reader to mend; everything else is a defect and rejects. */
export async function acted(doing: Promise<unknown>): Promise<ArchiveError | undefined> {
  try {
    await doing;
    return undefined;
  } catch (error) {
    const known = temporalError(error) ?? error;
    if (known instanceof ArchiveError) return known;
    throw error;
  }
}
