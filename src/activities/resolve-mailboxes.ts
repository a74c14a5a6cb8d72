import { ArchiveError } from '../domain/errors.js';
import { participantsOf, type Item, type Participant } from '../domain/item.js';
import { untilAborted } from '../domain/until-aborted.js';
import type { FoundUser } from '../domain/user.js';
import type { Directory } from '../microsoft365/microsoft365.js';
import type { RunContext } from './run-context.js';

/** A participant, and whom the mapping leads to. */
export interface Resolved {
  participant: Participant;
  /** Whose mailbox it is, else why the first address has none; undefined where the mapping names no address. */
  found: FoundUser | undefined;
}

/**
 * All participants in the item's order. Those sharing a mailbox are each listed; the first named is a copy's source
 * user. Rejects with DirectoryDenied, and as the directory does.
 */
export async function resolveMailboxes(
  item: Item,
  { mapping, directory }: Pick<RunContext, 'mapping' | 'directory'>,
  signal: AbortSignal,
): Promise<Resolved[]> {
  // All at once, because the directory answers many in one request.
  const resolved = participantsOf(item).map(async (participant) => ({
    participant,
    found: await firstValid(mapping.candidates(participant, item.messageTime), directory),
  }));
  return await untilAborted(Promise.all(resolved), signal);
}

/** The first candidate who is a valid user with a mailbox, in the order of Microsoft's connector, else the first of all. */
export async function firstValid(candidates: string[], directory: Directory): Promise<FoundUser | undefined> {
  let first: FoundUser | undefined;
  for (const address of candidates) {
    // A signal each, because Node takes a thousand listeners on one for a leak.
    const { signal } = new AbortController();
    const found = await directory.findUser(address, signal).catch(denied);
    if (found.state === 'valid') return found;
    first ??= found;
  }
  return first;
}

/** A single mailbox that is denied is found all the same; here it is the look-up of users, and so everybody. */
function denied(error: unknown): never {
  if (!(error instanceof ArchiveError) || error.code !== 'AccessDenied') throw error;
  throw new ArchiveError('DirectoryDenied', 'Microsoft Graph does not let us look up users.', {
    cause: error,
  });
}
