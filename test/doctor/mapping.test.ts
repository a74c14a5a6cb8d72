import assert from 'node:assert/strict';
import { examineMapping, sampleOf } from '../../src/doctor/mapping.js';
import type { Finding } from '../../src/doctor/finding.js';
import type { MappingRules } from '../../src/domain/mapping.js';
import type { MailboxUser } from '../../src/domain/user.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';
import { Connectors } from '../../src/storage/connectors.js';
import { openTestStorage } from '../storage/shared-azurite.js';
import { openDirectory } from '../support/directory.js';
import { mappingOf } from '../support/mapping.js';
import { ANNA, BEN, startTenant, UNLICENSED, type TestTenant } from '../support/sandbox-tenant.js';
import { anExamination, aRecord, assertFinding } from './support.js';

describe('the check of a mapping', () => {
  let tenant: TestTenant;
  let connectors: Connectors;

  before(async () => {
    tenant = await startTenant();
    connectors = new Connectors(await openTestStorage());
  });
  after(async () => await tenant.close());

  const examine = async (
    rules: MappingRules,
    rows?: string[],
  ): Promise<{ findings: Finding[]; mapped: MailboxUser | undefined }> => {
    const bytes = Buffer.from((rows ?? []).join('\n'));
    const csv = rows ? await connectors.putMapping('emea', bytes, parseMappingCsv(bytes, {}).rows) : null;
    const record = aRecord({ id: 'emea', mapping: mappingOf({ rules, csv }) });
    const examination = anExamination('mapping');
    const mapped = await examineMapping(
      record,
      { connectors, directory: openDirectory(tenant) },
      examination,
    );
    assert.doesNotMatch(JSON.stringify(examination.findings), /contoso|4477/, 'somebody is named');
    return { findings: examination.findings, mapped };
  };

  it('is good where a row leads to a mailbox, and asks for nothing where all of those tried do', async () => {
    const { findings, mapped } = await examine({ automatic: false }, [`+447700900102,${ANNA}`]);
    assertFinding(findings, 'emea: mailboxes', 'good', { detail: /^1 of 1 addresses .* mailbox$/ });
    assert.equal(findings[0]?.nextStep, null);
    assert.equal(mapped?.userPrincipalName, ANNA);
  });

  it('is good where only some do, says what the others are, and how to find their rows', async () => {
    const { findings, mapped } = await examine({ automatic: false }, [
      `+447700900101,${UNLICENSED}`,
      `+447700900102,${ANNA}`,
      '+447700900103,leaver@contoso.example',
    ]);
    assertFinding(findings, 'emea: mailboxes', 'good', {
      detail: /^1 of 3 addresses .*; the others: 1 no-mailbox, 1 unknown$/,
      nextStep: /mapping show emea --format csv > (\S+)`, then `mapping check \1 --connector emea`/,
    });
    assert.equal(mapped?.userPrincipalName, ANNA);
  });

  it('is bad where no row does', async () => {
    const { findings, mapped } = await examine({ automatic: true }, [`+447700900101,${UNLICENSED}`]);
    assertFinding(findings, 'emea: mailboxes', 'bad', { detail: /^0 of 1/, nextStep: /mapping check/ });
    assert.equal(mapped, undefined);
  });

  it('is good without a file where the address property leads to mailboxes, and bad where it is off', async () => {
    assertFinding((await examine({ automatic: true })).findings, 'emea: mailboxes', 'good');
    assertFinding((await examine({ automatic: false })).findings, 'emea: mailboxes', 'bad', {
      detail: /nobody gets mail/,
      nextStep: /mapping set/,
    });
  });

  it('looks whether the catch-all mailbox is one', async () => {
    const good = await examine({ automatic: false, catchAllMailbox: BEN });
    assertFinding(good.findings, 'emea: catch-all mailbox', 'good');
    assert.equal(good.mapped?.userPrincipalName, BEN);
    const bad = await examine({ automatic: true, catchAllMailbox: UNLICENSED });
    assertFinding(bad.findings, 'emea: catch-all mailbox', 'bad', { detail: /no-mailbox/ });
  });

  it('tries a handful of addresses however long the file is, from all over it', () => {
    const addresses = Array.from({ length: 20_000 }, (_, index) => `u${index}@contoso.example`);
    const sample = sampleOf(addresses);
    assert.equal(sample.length, 20);
    assert.deepEqual([sample[0], sample[19]], [addresses[0], addresses[19_000]]);
    assert.deepEqual(sampleOf(['A@b.example', 'a@b.example']), ['a@b.example']);
    assert.equal(sampleOf(addresses.slice(0, 33)).length, 20);
    assert.deepEqual(sampleOf([]), []);
  });
});
