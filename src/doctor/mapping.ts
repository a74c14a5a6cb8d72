import type { FoundUser, MailboxUser } from '../domain/user.js';
import type { Directory } from '../microsoft365/microsoft365.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import type { Examination } from './examination.js';
import { bad, good, type Answer } from './finding.js';
import type { StoredConnectors } from './storage.js';

/** Looked up in two requests or three. A whole file is for `mapping check`. */
const SAMPLE = 20;

interface Means {
  connectors: StoredConnectors['connectors'];
  directory: Directory;
}

/** Whether a connector's mapping leads to anybody. Resolves to somebody with a mailbox, for checks that need one. */
export async function examineMapping(
  { connector: { id }, mapping }: ConnectorRecord,
  { connectors, directory }: Means,
  examination: Examination,
): Promise<MailboxUser | undefined> {
  const { automatic, catchAllMailbox } = mapping.rules;
  const catchAll =
    catchAllMailbox === undefined
      ? undefined
      : await examination.ask(`${id}: catch-all mailbox`, async (signal) =>
          catchAllAnswer(await directory.findUser(catchAllMailbox, signal)),
        );
  const mapped = await examination.ask(`${id}: mailboxes`, async (signal) => {
    const rows = await connectors.mappingRows(mapping);
    if (rows === null) return withoutFile(automatic || catchAll !== undefined);
    const addresses = sampleOf(rows.map(({ address }) => address));
    // A signal each, because Node takes many listeners on one for a leak.
    const found = addresses.map(
      async (address) => await directory.findUser(address, AbortSignal.any([signal])),
    );
    return sampleAnswer(id, await Promise.all(found));
  });
  return mapped ?? catchAll;
}

/** Evenly over the whole file, for its beginning may be the oldest part of it. Pure. */
export function sampleOf(addresses: readonly string[], size = SAMPLE): string[] {
  const distinct = [...new Set(addresses.map((address) => address.toLowerCase()))];
  const step = Math.max(distinct.length / size, 1);
  return distinct.filter((_address, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function catchAllAnswer(found: FoundUser): Answer<MailboxUser> {
  if (found.state === 'valid') return good('is there', found.user);
  const nextStep =
    'Give it a mailbox in Exchange Online, or set another mapping.catchAllMailbox with `connector update`.';
  return bad(`leads to no mailbox: ${found.state}`, nextStep);
}

function withoutFile(leadsSomewhere: boolean): Answer<MailboxUser> {
  return leadsSomewhere
    ? good('no mapping file: the address property of each participant decides')
    : bad(
        'no mapping file, and mapping.automatic is off: nobody gets mail',
        'Install a file with `mapping set`.',
      );
}

/** Leavers stay in a file, so that some who lead nowhere are no fault; nobody but an admin knows which. */
function sampleAnswer(id: string, found: readonly FoundUser[]): Answer<MailboxUser> {
  const users = found.flatMap((each) => (each.state === 'valid' ? [each.user] : []));
  const lost = found.flatMap(({ state }) => (state === 'valid' ? [] : [state]));
  const lead = `${users.length} of ${found.length} addresses tried of the mapping file lead to a mailbox`;
  if (lost.length === 0) return good(lead, users[0]);
  const detail = `${lead}; the others: ${tally(lost)}`;
  const nextStep = `\`mapping show ${id} --format csv > mapping.csv\`, then \`mapping check mapping.csv --connector ${id}\`, which names every row that leads to no mailbox, and why.`;
  return users.length > 0 ? good(detail, users[0], nextStep) : bad(detail, nextStep);
}

/** `2 unknown, 1 no-mailbox` */
function tally(states: readonly string[]): string {
  const distinct = [...new Set(states)];
  return distinct.map((state) => `${states.filter((each) => each === state).length} ${state}`).join(', ');
}
