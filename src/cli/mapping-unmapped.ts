import pLimit from 'p-limit';
import { participantNumber } from '../domain/participant.js';
import type { FoundUser } from '../domain/user.js';
import { mergeWindows, type Window } from '../domain/window.js';
import { guessWhy, type Guess } from '../mapping/guess-why.js';
import { MailboxMapping } from '../mapping/mailbox-mapping.js';
import { UnmappedTally, type UnmappedLine } from '../mapping/unmapped-tally.js';
import { openMicrosoft365 } from '../microsoft365/open.js';
import type { Directory } from '../microsoft365/microsoft365.js';
import { RememberingDirectory } from '../microsoft365/remembering-directory.js';
import { openStorage } from '../storage/azure.js';
import { openRepositories, type Repositories } from '../storage/repositories.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { settingsFor } from './environment.js';
import type { ReportFormat } from './report.js';
import { unmappedCsv, unmappedText } from './unmapped-text.js';

const LOOK_UPS_AT_A_TIME = 100;

/** Somebody without a mailbox, and why that may be. */
export interface UnmappedPersonLine extends UnmappedLine {
  guess: Guess;
}

type Deps = Pick<Repositories, 'connectors' | 'seen' | 'unmapped'> & { directory: Directory };

/** Who was seen and has no mailbox. Exit code 3 where somebody's items wait for one. */
export async function mappingUnmapped(
  id: string,
  options: GlobalOptions & { format: ReportFormat },
): Promise<CommandResult> {
  const settings = settingsFor(options, 'storage', 'graph');
  const { directory } = openMicrosoft365(settings.graph);
  const people = await listUnmapped({ ...openRepositories(openStorage(settings.storage)), directory }, id);
  const isWaiting = people.some(({ waiting }) => waiting > 0);
  const json = { connectorId: id, people: people.map(asJson) };
  return { exitCode: isWaiting ? 3 : 0, json, text: rendered(id, people, options.format, json) };
}

function asJson({ who, participants, guess, ...counts }: UnmappedPersonLine) {
  const names = [...new Set(participants.flatMap(({ displayName }) => displayName ?? []))];
  const addresses = [...new Set(participants.flatMap(({ userEmailAddress }) => userEmailAddress ?? []))];
  return { who, names, addresses, ...counts, guess };
}

function rendered(id: string, people: UnmappedPersonLine[], format: ReportFormat, json: unknown): string {
  if (format === 'json') return JSON.stringify(json, null, 2);
  return format === 'csv' ? unmappedCsv(people).trimEnd() : unmappedText(id, people);
}

/** Those first whose items wait. Rejects with ConnectorNotFound, and as storage and Graph do. */
export async function listUnmapped(deps: Deps, id: string): Promise<UnmappedPersonLine[]> {
  const { mapping } = await deps.connectors.get(id);
  const { rules } = mapping;
  const rows = await deps.connectors.mappingRows(mapping);
  const lines = await tally(deps, id);
  const look = new Look(
    new MailboxMapping(rows, rules),
    new RememberingDirectory(deps.directory),
    rules.automatic,
  );
  return await pLimit(LOOK_UPS_AT_A_TIME).map(lines, async (line) => ({
    ...line,
    guess: await look.guess(line),
  }));
}

/** Reads only the days on which somebody was seen without a mailbox. */
async function tally({ seen, unmapped }: Deps, id: string): Promise<UnmappedLine[]> {
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

/** A look at one person under the mapping and the directory of now. */
class Look {
  constructor(
    readonly mapping: MailboxMapping,
    readonly directory: Directory,
    readonly automatic: boolean,
  ) {}

  async guess({ participants, firstSeen, lastSeen }: UnmappedLine): Promise<Guess> {
    const number = participants.flatMap((each) => participantNumber(each) ?? [])[0];
    const addresses = participants.flatMap(({ userEmailAddress }) => userEmailAddress ?? []);
    const then = participants.flatMap((each) =>
      [firstSeen, lastSeen].flatMap((at) => this.mapping.candidates(each, at)),
    );
    return guessWhy({
      rows: await Promise.all(
        this.mapping
          .rowsOf(number)
          .map(async ({ line, address }) => ({ line, state: await this.#state(address) })),
      ),
      properties: await this.#states(addresses),
      automatic: this.automatic,
      isMappedNow: (await this.#states(then)).includes('valid'),
      hasNumber: number !== undefined,
      similar: number === undefined ? [] : this.mapping.similarRows(number),
    });
  }

  async #states(addresses: string[]): Promise<FoundUser['state'][]> {
    return await Promise.all([...new Set(addresses)].map(async (address) => await this.#state(address)));
  }

  async #state(address: string): Promise<FoundUser['state']> {
    return (await this.directory.findUser(address, new AbortController().signal)).state;
  }
}
