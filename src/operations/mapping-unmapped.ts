import { participantNumber } from '../domain/participant.js';
import { mergeWindows, type Window } from '../domain/window.js';
import { firstValid, foundUser, type FoundUsers } from '../mapping/found-users.js';
import { guessWhy, type Guess } from '../mapping/guess-why.js';
import { MailboxMapping } from '../mapping/mailbox-mapping.js';
import { UnmappedTally, type UnmappedLine } from '../mapping/unmapped-tally.js';
import type { Repositories } from '../storage/repositories.js';
import type { MappingMeans } from './judge-mapping.js';

/** Somebody without a mailbox, and why that may be. */
export interface UnmappedPersonLine extends UnmappedLine {
  guess: Guess;
  /** A mailbox that is probably theirs, by their address property or by the row of a number that ends alike. */
  suggestion: string | null;
}

export type UnmappedMeans = MappingMeans & Pick<Repositories, 'unmapped'>;

/** Those first whose items wait. Rejects with ConnectorNotFound, and as storage and Graph do. */
export async function listUnmapped(means: UnmappedMeans, id: string): Promise<UnmappedPersonLine[]> {
  const { mapping } = await means.connectors.get(id);
  const rows = await means.connectors.mappingRows(mapping);
  const lines = await tally(means, id);
  const look = new Look(new MailboxMapping(rows, mapping.rules), mapping.rules.automatic);
  const users = await means.lookUpUsers(lines.flatMap((line) => look.addressesOf(line)));
  return lines.map((line) => ({
    ...line,
    guess: look.guess(line, users),
    suggestion: firstValid(users, look.suggestionsFor(line))?.mail ?? null,
  }));
}

/** Reads only the days on which somebody was seen without a mailbox. */
async function tally({ seen, unmapped }: UnmappedMeans, id: string): Promise<UnmappedLine[]> {
  const people = new UnmappedTally();
  const days: Window[] = [];
  for await (const { value } of unmapped.list(id)) {
    people.add(value);
    days.push(value.days);
  }
  for (const window of mergeWindows(days))
    for await (const appearance of seen.appearances(id, window)) people.count(appearance);
  return people.lines();
}

/** A look at people under the mapping of now. */
class Look {
  constructor(
    readonly mapping: MailboxMapping,
    readonly automatic: boolean,
  ) {}

  /** Whatever is to be looked up before `guess` can say anything. */
  addressesOf(line: UnmappedLine): string[] {
    const rows = this.mapping.rowsOf(numberOf(line)).map(({ address }) => address);
    return [...rows, ...this.suggestionsFor(line), ...this.#then(line)];
  }

  suggestionsFor(line: UnmappedLine): string[] {
    const number = numberOf(line);
    const similar = number === undefined ? [] : this.mapping.similarRows(number);
    return [...propertiesOf(line), ...similar.map(({ address }) => address)];
  }

  guess(line: UnmappedLine, users: FoundUsers): Guess {
    const number = numberOf(line);
    const stateOf = (address: string) => foundUser(users, address).state;
    return guessWhy({
      rows: this.mapping
        .rowsOf(number)
        .map(({ line: of, address }) => ({ line: of, state: stateOf(address) })),
      properties: propertiesOf(line).map(stateOf),
      automatic: this.automatic,
      isMappedNow: this.#then(line).some((address) => stateOf(address) === 'valid'),
      hasNumber: number !== undefined,
      similar: number === undefined ? [] : this.mapping.similarRows(number),
    });
  }

  /** Where the mapping leads at the time of their first or last item. */
  #then({ participants, firstSeen, lastSeen }: UnmappedLine): string[] {
    return participants.flatMap((each) =>
      [firstSeen, lastSeen].flatMap((at) => this.mapping.candidates(each, at)),
    );
  }
}

function numberOf({ participants }: UnmappedLine): string | undefined {
  return participants.flatMap((each) => participantNumber(each) ?? [])[0];
}

function propertiesOf({ participants }: UnmappedLine): string[] {
  return [...new Set(participants.flatMap(({ userEmailAddress }) => userEmailAddress ?? []))];
}
