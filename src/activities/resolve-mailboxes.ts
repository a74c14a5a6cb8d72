import { ArchiveError } from '../domain/errors.js';
import { participantsOf, type Item, type Participant } from '../domain/item.js';
import type { MailboxMapping } from '../mapping/mailbox-mapping.js';
import type { MailboxUser } from '../domain/user.js';
import type { Directory } from '../microsoft365/microsoft365.js';

/** A participant with the mailbox that the mapping leads to. */
export interface Mapped {
  participant: Participant;
  user: MailboxUser;
}

/** Everyone with a mailbox. Participants sharing one are each listed; the first named a copy's source user. */
export async function resolveMailboxes(
  item: Item,
  mapping: MailboxMapping,
  directory: Directory,
  signal: AbortSignal,
): Promise<Mapped[]> {
  const mapped: Mapped[] = [];
  for (const participant of participantsOf(item)) {
    const candidates = mapping.candidates(participant, item.messageTime);
    const user = await mailboxUser(candidates, directory, signal);
    if (user) mapped.push({ participant, user });
  }
  return mapped;
}

/** The first candidate who is a valid user with a mailbox, in the order of Microsoft's connector. */
async function mailboxUser(
  candidates: string[],
  directory: Directory,
  signal: AbortSignal,
): Promise<MailboxUser | undefined> {
  for (const address of candidates) {
    const found = await directory.findUser(address, signal).catch(denied);
    if (found.state === 'valid') return found.user;
  }
  return undefined;
}

/** A single mailbox that is denied is found all the same; here it is the look-up of users, and so everybody. */
function denied(error: unknown): never {
  if (!(error instanceof ArchiveError) || error.code !== 'AccessDenied') throw error;
  throw new ArchiveError('DirectoryDenied', 'Microsoft Graph does not let us look up users.', {
    cause: error,
  });
}
