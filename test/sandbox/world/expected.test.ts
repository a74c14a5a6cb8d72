import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { makeWorld, type World } from '../../../src/sandbox/world/world.js';
import { ContractItem } from './contract.js';

const LARGEST_WHOLE_ATTACHMENT_BYTES = 10_485_760;

type Participant = ContractItem['sender'];

/** Who an address leads to, as Microsoft 365 would say. */
function mailboxAt({ tenantUsers }: World, address: string | undefined): string | undefined {
  const wanted = address?.toLowerCase();
  const user = tenantUsers.find(({ userPrincipalName, mail, proxyAddresses }) =>
    [userPrincipalName, mail, ...proxyAddresses.map((proxy) => proxy.slice('smtp:'.length))].includes(
      wanted ?? null,
    ),
  );
  return user?.hasMailbox === true ? user.id : undefined;
}

/** Worked out again from what the world shows to the outside only: records, mapping file and tenant. */
function mapped(world: World): (participant: Participant) => string | undefined {
  const rows = world.mappingCsv.trim().split('\r\n').slice(1);
  const csv = new Map(
    rows.map((row) => {
      const [number = '', address = ''] = row.split(',');
      return [digitsOf(number), address];
    }),
  );
  return ({ phoneNumber, whatsAppId = '', userEmailAddress }) => {
    const number = phoneNumber ?? /^(\d+)@s\.whatsapp\.net$/.exec(whatsAppId)?.[1];
    const address = number === undefined ? undefined : csv.get(digitsOf(number));
    return mailboxAt(world, address) ?? mailboxAt(world, userEmailAddress);
  };
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '').replace(/^00/, '');
}

function distinct<T>(list: T[]): T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

function sorted<T>(list: T[]): T[] {
  return list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

for (const seed of [1, 2, 'another']) {
  describe(`what is expected of the world of seed ${seed}`, () => {
    const world = makeWorld({ seed, day: '2026-11-19' });
    const { expected } = world;
    const items = distinct(world.items.flatMap((record) => ContractItem.safeParse(record).data ?? []));
    const mailboxOf = mapped(world);
    const mailboxesOf = (item: ContractItem) =>
      distinct(
        [item.sender, ...item.recipients, ...(item.groupEvent?.participants ?? [])].flatMap(
          (participant) => mailboxOf(participant) ?? [],
        ),
      );

    it('is one copy for each mailbox that its records, mapping file and tenant lead to', () => {
      const copies = items.flatMap((item) => {
        const { itemId, revision, attachments = [] } = item;
        const partial = attachments.some(
          ({ attachmentId, sizeBytes }) =>
            sizeBytes > LARGEST_WHOLE_ATTACHMENT_BYTES ||
            world.attachmentBytes(itemId, attachmentId) === undefined,
        );
        const files = attachments.flatMap(({ attachmentId, sizeBytes }) => {
          const bytes = world.attachmentBytes(itemId, attachmentId);
          if (bytes === undefined || sizeBytes > LARGEST_WHOLE_ATTACHMENT_BYTES) return [];
          return createHash('sha256').update(bytes).digest('hex');
        });
        return mailboxesOf(item).map((mailbox) => ({ itemId, revision, mailbox, partial, files }));
      });
      assert.deepEqual(sorted(expected.copies), sorted(copies));
    });

    it('is no copy for an item nobody of whom is mapped', () => {
      const unmapped = items.filter((item) => mailboxesOf(item).length === 0);
      assert.deepEqual(
        expected.noMapping,
        unmapped.map(({ itemId, revision }) => ({ itemId, revision })),
      );
      assert.ok(unmapped.length >= 4);
    });

    it('adds up', () => {
      const { counts, copies, noMapping, malformed } = expected;
      const partial = copies.filter((copy) => copy.partial).length;
      assert.ok(partial > 0 && malformed.length > 0);
      assert.deepEqual(counts, {
        availableFromSource: world.items.length - 1,
        availableForImport: copies.length + noMapping.length + malformed.length,
        imported: copies.length - partial,
        partiallyImported: partial,
        failed: noMapping.length + malformed.length,
      });
    });

    it('reaches every mailbox but that of somebody who never writes', () => {
      const reached = new Set(expected.copies.map(({ mailbox }) => mailbox));
      const empty = world.tenantUsers.filter(({ id, hasMailbox }) => hasMailbox && !reached.has(id));
      assert.deepEqual(
        empty.map(({ displayName }) => displayName),
        ['Sam Quiet'],
      );
    });

    it('is one copy where two phones of an item belong to one mailbox', () => {
      const twice = items.filter((item) => {
        const mailboxes = [item.sender, ...item.recipients].flatMap(
          (participant) => mailboxOf(participant) ?? [],
        );
        return mailboxes.length > distinct(mailboxes).length;
      });
      assert.ok(twice.length > 0);
    });

    it('is a copy for somebody whom only a group event names', () => {
      const named = items.filter((item) => {
        const present = new Set([item.sender, ...item.recipients].map(mailboxOf));
        return mailboxesOf(item).some((mailbox) => !present.has(mailbox));
      });
      assert.ok(named.length > 0);
    });
  });
}
