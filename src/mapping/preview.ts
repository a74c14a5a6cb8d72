import type { Participant } from '../domain/item.js';
import { participantNumber, sourceUserId } from '../domain/participant.js';
import { isWaiting, type Appearance, type SeenPerson } from '../domain/seen.js';
import type { MailboxUser } from '../domain/user.js';
import { firstValid, type FoundUsers } from './found-users.js';
import type { MailboxMapping } from './mailbox-mapping.js';
import type { Owned } from './reassignments.js';

/** Somebody whom the source has named, and whose mailbox their messages go into from now on. */
export interface PersonChange {
  /** As `sourceUserId` names them. */
  person: string;
  displayName: string;
  before: MailboxUser | null;
  after: MailboxUser | null;
  /** Items seen so far that lack this person's copy and would get it. */
  items: number;
}

/** What a mapping does, against another one and what was seen at the source. Nothing already imported is taken back. */
export interface Preview {
  /** Who receives what they did not: from now on, or of what was seen so far. */
  gaining: PersonChange[];
  losing: PersonChange[];
  moving: PersonChange[];
  /** People seen, and how many of them stay without a mailbox. */
  seen: number;
  without: number;
  /** What the next run or `mapping apply` would import of what was seen so far; people who share a mailbox share a copy. */
  copies: number;
  /** Items that nobody has and nobody would get: a catch-all mailbox takes them, where there is one. */
  left: number;
}

export interface PreviewInput {
  people: readonly SeenPerson[];
  appearances: AsyncIterable<Appearance> | Iterable<Appearance>;
  /** The mapping in force and the one in question. */
  before: MailboxMapping;
  after: MailboxMapping;
  users: FoundUsers;
  /** ISO instant. */
  now: string;
}

/** Compares two mappings over everyone seen; `owned` says whose the numbers were. */
export async function previewOf(input: PreviewInput): Promise<{ preview: Preview; owned: Owned }> {
  const tally = new Tally(input);
  for await (const appearance of input.appearances) tally.add(appearance);
  const changes = oncePerPerson(
    input.people.map(({ key, participant }) => changeOf(input, participant, tally.waiting.get(key) ?? 0)),
  );
  const ofKind = (kind: Kind): PersonChange[] => changes.filter((each) => kindOf(each) === kind);
  const seen = new Set(changes.map(({ person }) => person));
  const mapped = new Set(changes.filter(({ after }) => after).map(({ person }) => person));
  return {
    preview: {
      gaining: ofKind('gaining'),
      losing: ofKind('losing'),
      moving: ofKind('moving'),
      seen: seen.size,
      without: seen.size - mapped.size,
      copies: tally.copies,
      left: tally.left,
    },
    owned: tally.owned(),
  };
}

/** Of those who gain something: their mailbox stays what it is, and they only get what was left for them so far. */
export function isCatchingUp({ before, after }: PersonChange): boolean {
  return before?.id === after?.id;
}

type Kind = 'gaining' | 'losing' | 'moving' | 'same';

function kindOf({ before, after, items }: PersonChange): Kind {
  if (before && !after) return 'losing';
  if (before && after && before.id !== after.id) return 'moving';
  return items > 0 || (after && !before) ? 'gaining' : 'same';
}

function changeOf(
  { before, after, users, now }: PreviewInput,
  participant: Participant,
  items: number,
): PersonChange {
  return {
    person: sourceUserId(participant),
    displayName: participant.displayName ?? '',
    before: firstValid(users, before.candidates(participant, now)),
    after: firstValid(users, after.candidates(participant, now)),
    items,
  };
}

/** Somebody seen under several address properties is one line, unless these lead to different mailboxes. */
function oncePerPerson(changes: PersonChange[]): PersonChange[] {
  const once = new Map<string, PersonChange>();
  for (const change of changes) {
    const key = JSON.stringify([change.person, change.before?.id, change.after?.id]);
    once.set(key, { ...change, items: change.items + (once.get(key)?.items ?? 0) });
  }
  return [...once.values()];
}

/** What the items seen so far say, in one reading: there are millions of them. */
class Tally {
  /** Per key of SeenPerson, items that wait for a copy of theirs. */
  readonly waiting = new Map<string, number>();
  copies = 0;
  left = 0;
  /** Per key and mailbox they had, when the first such message was sent (milliseconds). */
  readonly #owned = new Map<string, Map<string, number>>();
  readonly #reachable: ReadonlyMap<string, Participant>;
  readonly #input: PreviewInput;

  constructor(input: PreviewInput) {
    this.#input = input;
    const { people, after } = input;
    // Nearly everyone without a mailbox is an outsider, who shall cost nothing.
    const isReachable = ({ participant }: SeenPerson): boolean =>
      participant.userEmailAddress !== undefined || after.rowsOf(participantNumber(participant)).length > 0;
    this.#reachable = new Map(people.filter(isReachable).map((each) => [each.key, each.participant]));
  }

  add(appearance: Appearance): void {
    const copies = this.#copiesToCome(appearance);
    this.copies += copies;
    if (copies === 0 && isWaiting(appearance)) this.left += 1;
  }

  #copiesToCome({ messageTime, people }: Appearance): number {
    const { after, users } = this.#input;
    const mailboxes = new Set(people.map(({ mailbox }) => mailbox));
    const at = Date.parse(messageTime);
    let copies = 0;
    for (const { key, mailbox, former } of people) {
      const owner = mailbox ?? former;
      if (owner !== undefined) noteFirst(this.#owned, { key, mailbox: owner, at });
      const participant = mailbox === null ? this.#reachable.get(key) : undefined;
      const user = participant && firstValid(users, after.candidates(participant, messageTime));
      if (!user || mailboxes.has(user.id)) continue;
      mailboxes.add(user.id);
      this.waiting.set(key, (this.waiting.get(key) ?? 0) + 1);
      copies += 1;
    }
    return copies;
  }

  owned(): Owned {
    const ofNumbers = new Map<string, Map<string, number>>();
    for (const { key, participant } of this.#input.people) {
      const number = participantNumber(participant);
      if (number === undefined) continue;
      for (const [mailbox, first] of this.#owned.get(key) ?? [])
        noteFirst(ofNumbers, { key: number, mailbox, at: first });
    }
    return ofNumbers;
  }
}

function noteFirst(
  firsts: Map<string, Map<string, number>>,
  { key, mailbox, at }: { key: string; mailbox: string; at: number },
): void {
  const ofKey = firsts.get(key) ?? new Map<string, number>();
  firsts.set(key, ofKey.set(mailbox, Math.min(at, ofKey.get(mailbox) ?? at)));
}
