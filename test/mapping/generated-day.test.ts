import assert from 'node:assert/strict';
import { resolveMailboxes } from '../../src/activities/resolve-mailboxes.js';
import type { Item } from '../../src/domain/item.js';
import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';
import { parseMappingCsv } from '../../src/mapping/mapping-csv.js';
import type { Directory } from '../../src/microsoft365/microsoft365.js';
import { RememberingDirectory } from '../../src/microsoft365/remembering-directory.js';
import type { MappingMode } from '../../src/sandbox/world/people.js';
import { makeWorld, type World } from '../../src/sandbox/world/world.js';
import { parseItem } from '../../src/sources/telemessage/item-schema.js';
import { openDirectory } from '../support/directory.js';
import { startTenant, type TestTenant } from '../support/sandbox-tenant.js';

const worldOf = (mapping: MappingMode): World => makeWorld({ seed: 'mapping', day: '2026-11-19', mapping });

describe('the mailboxes of a generated day', function () {
  let tenant: TestTenant;
  let directory: Directory;

  before(async () => {
    tenant = await startTenant({ users: worldOf('both').tenantUsers });
    directory = new RememberingDirectory(openDirectory(tenant)); // as a run has it
  });
  after(async () => await tenant?.close());

  for (const mode of ['csv', 'automatic', 'both'] as const) {
    it(`are by ${mode} mapping as its generator knows them, copy by copy`, async () => {
      const world = worldOf(mode);
      const rows = mode === 'automatic' ? null : parseMappingCsv(Buffer.from(world.mappingCsv)).rows;
      const mapping = new MailboxMapping(rows, { automatic: mode !== 'csv' });
      const found = new Map<string, string[]>();
      for (const item of soundItems(world)) {
        const resolved = await resolveMailboxes(item, { mapping, directory }, AbortSignal.timeout(10_000));
        const mailboxes = resolved.flatMap(({ found: user }) =>
          user?.state === 'valid' ? user.user.id : [],
        );
        found.set(nameOf(item), [...new Set(mailboxes)].toSorted());
      }
      assert.deepEqual(found, expectedOf(world));
    });
  }

  it('are fewer by CSV or automatic mapping alone than by both, and each count adds up', () => {
    const [csv, automatic, both] = [worldOf('csv'), worldOf('automatic'), worldOf('both')].map(
      ({ expected }) => expected.counts,
    );
    assert.ok(csv && automatic && both);
    for (const alone of [csv, automatic]) {
      assert.equal(alone.availableFromSource, both.availableFromSource);
      assert.ok(alone.imported < both.imported && alone.failed > both.failed);
    }
    for (const { availableForImport, imported, partiallyImported, failed } of [csv, automatic, both])
      assert.equal(availableForImport, imported + partiallyImported + failed);
  });
});

/** As the source of the product reads them, once each. */
function soundItems({ items }: World): Item[] {
  const read = items.flatMap((raw) => {
    try {
      return parseItem(raw);
    } catch {
      return []; // the malformed ones, which have no mailbox
    }
  });
  return [...new Map(read.map((item) => [nameOf(item), item])).values()];
}

function expectedOf({ expected: { copies, noMapping } }: World): Map<string, string[]> {
  const wanted = new Map<string, string[]>(noMapping.map((identity) => [nameOf(identity), []]));
  for (const copy of copies) wanted.set(nameOf(copy), [...(wanted.get(nameOf(copy)) ?? []), copy.mailbox]);
  return new Map([...wanted].map(([name, mailboxes]) => [name, mailboxes.toSorted()]));
}

function nameOf({ itemId, revision }: { itemId: string; revision: number }): string {
  return `${itemId} revision ${revision}`;
}
