import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { MappingMode } from '../../../src/sandbox/world/people.js';
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
function mapped(world: World): (participant: Participant, messageTime: string) => string | undefined {
  const rows = world.mappingCsv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(','));
  const byCsv = (number: string, at: number): string | undefined =>
    rows.find(
      ([digits = '', , from, to]) =>
        digitsOf(digits) === digitsOf(number) &&
        !(from && at < Date.parse(from)) &&
        !(to && at >= Date.parse(to)),
    )?.[1];
  return ({ phoneNumber, whatsAppId = '', userEmailAddress }, messageTime) => {
    const number = phoneNumber ?? /^(\d+)@s\.whatsapp\.net$/.exec(whatsAppId)?.[1];
    const custom = number === undefined ? undefined : byCsv(number, Date.parse(messageTime));
    const csv = world.mapping === 'automatic' ? undefined : mailboxAt(world, custom);
    return csv ?? (world.mapping === 'csv' ? undefined : mailboxAt(world, userEmailAddress));
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

const DAY = '2026-11-19';

for (const { seed, mapping } of [
  { seed: 1, mapping: 'both' },
  { seed: 2, mapping: 'both' },
  { seed: 'another', mapping: 'csv' },
  { seed: 'another', mapping: 'automatic' },
] as const) {
  describe(`what is expected of the world of seed ${seed} by ${mapping} mapping`, () => {
    const world = makeWorld({ seed, day: DAY, mapping });
    const { expected } = world;
    const items = distinct(world.items.flatMap((record) => ContractItem.safeParse(record).data ?? []));
    const mailboxOf = mapped(world);
    const mailboxesOf = (item: ContractItem) =>
      distinct(
        [item.sender, ...item.recipients, ...(item.groupEvent?.participants ?? [])].flatMap(
          (participant) => mailboxOf(participant, item.messageTime) ?? [],
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

    it('is a copy for somebody whom only a group event names', () => {
      const named = items.filter((item) => {
        const present = new Set(
          [item.sender, ...item.recipients].map((each) => mailboxOf(each, item.messageTime)),
        );
        return mailboxesOf(item).some((mailbox) => !present.has(mailbox));
      });
      assert.ok(named.length > 0);
    });

    // One of them is known by the CSV, the other one by the property.
    if (mapping !== 'both') return;
    it('is one copy where two phones of an item belong to one mailbox', () => {
      const twice = items.filter((item) => {
        const mailboxes = [item.sender, ...item.recipients].flatMap(
          (participant) => mailboxOf(participant, item.messageTime) ?? [],
        );
        return mailboxes.length > distinct(mailboxes).length;
      });
      assert.ok(twice.length > 0);
    });
  });
}

describe('the ways of mapping', () => {
  const worldOf = (mapping: MappingMode): World => makeWorld({ seed: 1, day: DAY, mapping });
  const both = worldOf('both');
  const ofName = (name: string): string =>
    both.tenantUsers.find(({ displayName }) => displayName === name)?.id ?? '';

  it('change neither records nor people, and each leads to mailboxes that the other one does not', () => {
    const [csv, automatic] = [worldOf('csv'), worldOf('automatic')];
    assert.deepEqual([csv.items, csv.people], [both.items, both.people]);
    assert.deepEqual([automatic.items, automatic.people], [both.items, both.people]);
    const copiesOf = (world: World): string[] => world.expected.copies.map((copy) => JSON.stringify(copy));
    const [byCsv, byProperty] = [copiesOf(csv), copiesOf(automatic)];
    assert.ok(byCsv.some((copy) => !byProperty.includes(copy)));
    assert.ok(byProperty.some((copy) => !byCsv.includes(copy)));
    assert.deepEqual(sorted(distinct([...byCsv, ...byProperty])), sorted(copiesOf(both)));
  });

  it('together reach every mailbox but that of somebody who never writes', () => {
    const reached = new Set(both.expected.copies.map(({ mailbox }) => mailbox));
    const empty = both.tenantUsers.filter(({ id, hasMailbox }) => hasMailbox && !reached.has(id));
    assert.deepEqual(
      empty.map(({ displayName }) => displayName),
      ['Sam Quiet'],
    );
  });

  it('give nobody what was sent before a number was theirs, nor what was sent after it', () => {
    const sent = new Map(both.items.map((record) => [Object(record).itemId, Object(record).messageTime]));
    const timesOf = (name: string): number[] =>
      both.expected.copies
        .filter(({ mailbox }) => mailbox === ofName(name))
        .map(({ itemId }) => Date.parse(sent.get(itemId)));
    const handOver = Date.parse(both.handOver);
    const [before, after] = [timesOf('田中 さくら'), timesOf('佐藤 健')];
    assert.ok(before.length > 10 && before.every((ms) => ms < handOver));
    assert.ok(after.length > 10 && after.every((ms) => ms >= handOver));
  });

  it('lead to somebody who is blocked and to a shared mailbox, and to no guest', () => {
    const reached = new Set(both.expected.copies.map(({ mailbox }) => mailbox));
    assert.ok(reached.has(ofName('Γιώργος Παπαδάκης')) && reached.has(ofName('Trading Desk')));
    const guest = both.tenantUsers.find(({ userType }) => userType === 'Guest');
    assert.ok(both.people.some(({ identities }) => identities[0].userEmailAddress === guest?.mail));
    assert.ok(!reached.has(guest?.id ?? ''));
  });
});
