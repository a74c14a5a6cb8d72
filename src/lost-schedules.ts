import type { Logger } from '@temporalio/worker';
import { ArchiveError } from './domain/errors.js';
import type { Connectors } from './storage/connectors.js';
import type { Schedules } from './temporal/schedules.js';

/** Above what `connector create` takes from storing a connector to its schedule, which it makes itself. */
const CREATION_MS = 20_000;

/**
 * Makes the schedules again of connectors that storage knows and Temporal does not: storage is the truth. Never rejects:
 * a worker has other work, and the next one that starts looks again.
 */
export async function remakeLostSchedules(
  { connectors, schedules }: { connectors: Pick<Connectors, 'list'>; schedules: Schedules },
  logger: Logger,
): Promise<void> {
  try {
    const known = (await connectors.list()).filter(
      ({ createdAt, deletingAt }) =>
        deletingAt === undefined && Date.now() - Date.parse(createdAt) > CREATION_MS,
    );
    for (const id of await schedules.createMissing(known.map(({ connector }) => connector)))
      logger.warn(
        `Temporal had lost the schedule of connector ${id}. It was made again and is not paused: whoever had paused it has to do so again.`,
      );
  } catch (error) {
    const code = error instanceof ArchiveError ? error.code : 'Unexpected';
    logger.warn(`Whether Temporal has the schedules of all connectors could not be found out: ${code}.`);
  }
}
