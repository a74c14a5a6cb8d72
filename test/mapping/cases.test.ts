import assert from 'node:assert/strict';
import { MockActivityEnvironment } from '@temporalio/testing';
import { catchAllUser, ownersOf } from '../../src/activities/mailbox-owners.js';
import { resolveMailboxes, type Resolved } from '../../src/activities/resolve-mailboxes.js';
import type { RunContext } from '../../src/activities/run-context.js';
import type { Item, Participant } from '../../src/domain/item.js';
import type { MappingRules } from '../../src/domain/mapping.js';
import type { MailboxUser } from '../../src/domain/user.js';
import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';
import type { MappingRow } from '../../src/domain/mapping.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';
import type { Directory } from '../../src/microsoft365/microsoft365.js';
import { ARCHIVE_PLAN, type NewUser } from '../../src/sandbox/microsoft365/directory.js';
import { parseItem } from '../../src/sources/telemessage/item-schema.js';
import { aRecord } from '../sources/telemessage/record.js';
import { openDirectory } from '../support/directory.js';
import { codesIn, readSections, type Row } from '../support/page-tables.js';
import { startTenant, type TestTenant } from '../support/sandbox-tenant.js';

const HEADER = 'Mobile Number,Microsoft 365 email,validFrom,validTo';
const [users, ...sections] = readSections('mapping-cases.md');

/** The cases of the page that admins read, on a pretend tenant of the users it names. */
describe('whose mailbox it is', () => {
  let tenant: TestTenant;
  let directory: Directory;

  before(async () => {
    tenant = await startTenant({ users: (users?.rows ?? []).map(userOf) });
    directory = openDirectory(tenant);
  });
  after(async () => await tenant?.close());

  /** In the words of the page. */
  const outcomeOf = async (row: Row): Promise<string> => {
    const rules = rulesOf(row);
    const { rows, faults } = readCsv(row, rules);
    const [fault] = faults;
    if (fault !== undefined) return `refused (${fault})`;
    const mapping = new MailboxMapping(rows, rules);
    const resolved = await resolveMailboxes(itemOf(row), { mapping, directory }, AbortSignal.timeout(10_000));
    const owners = ownersOf(resolved).map(({ user }) => user);
    const catchAll = owners.length === 0 ? await catchAllOf(rules, directory) : undefined;
    return inWords(catchAll ? [catchAll] : owners, resolved, tenant);
  };

  for (const { heading, rows } of sections) {
    describe(`by “${heading}”`, () => {
      for (const row of rows) {
        it(`${row['Case']}: ${row['Result']}`, async () => {
          assert.equal(await outcomeOf(row), row['Result']);
        });
      }
    });
  }

  it('is shown by 60 cases and more, each with its reason', () => {
    const cases = sections.flatMap(({ rows }) => rows);
    assert.ok(cases.length >= 60);
    for (const row of cases) assert.ok(row['Case'] && row['Result'] && row['Why'], JSON.stringify(row));
  });
});

function rulesOf(row: Row): MappingRules {
  const country = row['Country'];
  const [catchAllMailbox] = codesIn(row['Catch-all']);
  return {
    automatic: row['Automatic'] === 'on',
    ...(country && { defaultCountry: country }),
    ...(catchAllMailbox && { catchAllMailbox }),
  };
}

/** `rows` is null where no CSV is installed; each fault once. */
function readCsv(row: Row, rules: MappingRules): { rows: MappingRow[] | null; faults: string[] } {
  const lines = codesIn(row['CSV']);
  if (lines.length === 0) return { rows: null, faults: [] };
  const header = row['Sent'] === undefined ? [] : [HEADER];
  const { rows, faults } = parseMappingCsv(Buffer.from([...header, ...lines].join('\r\n')), rules);
  return { rows, faults: [...new Set(faults.map(({ reason }) => reason))] };
}

/** Read as the source of the product reads it. */
function itemOf(row: Row): Item {
  const [sender, ...recipients] = (row['Who takes part'] ?? '').split('<br>').map(participantOf);
  const messageTime = row['Sent'] ?? '2026-03-03T09:15:27Z';
  return parseItem(aRecord({ sender, recipients, messageTime }));
}

function participantOf(text: string): Participant {
  const after = (label: string): string | undefined => new RegExp(`${label}\`([^\`]*)\``).exec(text)?.[1];
  const [phoneNumber, whatsAppId, userEmailAddress] = [after('^'), after('id '), after('email ')];
  return {
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(whatsAppId !== undefined && { whatsAppId }),
    ...(userEmailAddress !== undefined && { userEmailAddress }),
  };
}

async function catchAllOf(rules: MappingRules, directory: Directory): Promise<MailboxUser | undefined> {
  const context = { record: { mapping: { rules } }, directory } as RunContext;
  return await new MockActivityEnvironment().run(async () => await catchAllUser(context));
}

/** The mailboxes' users, else what is known of the first participant's first address. */
function inWords(owners: MailboxUser[], resolved: Resolved[], { users: all }: TestTenant): string {
  const ids = new Set(owners.map(({ id }) => id));
  if (ids.size === 0) return `nobody (${resolved[0]?.found?.state ?? 'no address'})`;
  return all
    .filter(({ id }) => ids.has(id))
    .map(({ displayName }) => displayName)
    .join(', ');
}

function userOf(row: Row): NewUser {
  const [userPrincipalName = ''] = codesIn(row['User principal name']);
  const [mail = ''] = codesIn(row['Mail']);
  const aliases = codesIn(row['Other address']).map((address) => `smtp:${address}`);
  return {
    userPrincipalName,
    mail,
    displayName: row['Name'] ?? '',
    proxyAddresses: [`SMTP:${mail}`, ...aliases],
    ...STATES[row['In Microsoft 365'] ?? ''],
  };
}

const STATES: Record<string, Partial<NewUser>> = {
  'blocked, and has a mailbox': { accountEnabled: false },
  'a shared mailbox': { accountEnabled: false, userPurpose: 'shared' },
  'a guest': { userType: 'Guest', hasMailbox: false },
  deleted: { deletedDateTime: '2026-03-01T00:00:00Z' },
  'no mailbox': { hasMailbox: false },
  'a mailbox on Exchange Server': { hasMailbox: false, onPremisesSyncEnabled: true },
  'only an archive in the cloud': {
    hasMailbox: false,
    onPremisesSyncEnabled: true,
    assignedPlans: [ARCHIVE_PLAN],
  },
};
