import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { makeWorld, type World } from '../../../src/sandbox/world/world.js';
import { ContractItem } from './contract.js';

const DAY = '2026-11-19';

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Everything a world says, its attachments' bytes included. */
function digestOf(world: World): string {
  const bytes = soundItems(world).flatMap(({ itemId, attachments = [] }) =>
    attachments.map(({ attachmentId }) => {
      const content = world.attachmentBytes(itemId, attachmentId);
      return content === undefined ? 'lost' : sha256(content);
    }),
  );
  return sha256(Buffer.from(JSON.stringify([world, bytes])));
}

function soundItems(world: World): ContractItem[] {
  return world.items.flatMap((record) => ContractItem.safeParse(record).data ?? []);
}

function keyOf({ itemId, revision }: { itemId: string; revision: number }): string {
  return `${itemId}/${revision}`;
}

describe('the generated world', () => {
  const world = makeWorld({ seed: 1, day: DAY });
  const items = soundItems(world);
  const has = (isSo: (item: ContractItem) => unknown) => items.some((item) => Boolean(isSo(item)));

  it('is the same bytes for the same seed and day', () => {
    assert.equal(digestOf(world), digestOf(makeWorld({ seed: 1, day: DAY })));
  });

  it('differs for another seed, in its people too', () => {
    const other = makeWorld({ seed: 2, day: DAY });
    assert.notEqual(digestOf(other), digestOf(world));
    assert.notDeepEqual(other.tenantUsers, world.tenantUsers);
    assert.notEqual(other.account, world.account);
  });

  it('has the same people on another day, and no item id of this one', () => {
    const next = makeWorld({ seed: 1, day: '2026-11-20', handOver: world.handOver });
    for (const part of ['account', 'people', 'tenantUsers', 'mappingCsv'] as const) {
      assert.deepEqual(next[part], world[part]);
    }
    const ids = new Set(items.map(({ itemId }) => itemId));
    assert.deepEqual(
      soundItems(next).filter(({ itemId }) => ids.has(itemId)),
      [],
    );
    assert.notDeepEqual(next.items.map(textOf), world.items.map(textOf));
  });

  it('refuses a day that is not in the calendar', () => {
    for (const day of ['2026-02-30', '2026-11-19T00:00:00Z', 'today']) {
      assert.throws(() => makeWorld({ seed: 1, day }), /YYYY-MM-DD/);
    }
  });

  it('has at least 12 people, 3 groups and 300 items, and as many as were asked for', () => {
    assert.ok(world.people.length >= 12);
    const groups = items.filter(({ thread }) => thread.type === 'group').map(({ thread }) => thread.threadId);
    assert.ok(new Set(groups).size >= 3);
    assert.ok(world.items.length >= 300);
    for (const count of [0, 1, 25, 700])
      assert.equal(makeWorld({ seed: 1, day: DAY, items: count }).items.length, count);
  });

  it('has no item that differs from the contract but those it calls malformed', () => {
    const broken = world.items.filter((record) => !ContractItem.safeParse(record).success);
    const identities = broken.map((record) => {
      const { itemId, revision } = Object(record);
      return { itemId, revision };
    });
    assert.deepEqual(identities, world.expected.malformed);
    assert.ok(broken.length >= 2);
  });

  it('says new things only in records of unknown types', () => {
    const known = ['message', 'call', 'deletion', 'edit', 'reaction', 'group-event'];
    const unknown = items.filter(({ recordType }) => !known.includes(recordType));
    assert.ok(unknown.length > 0);
    for (const item of items) assert.equal('somethingNew' in item, unknown.includes(item));
    for (const recordType of known)
      assert.ok(
        has((item) => item.recordType === recordType),
        recordType,
      );
  });

  it('has every kind of content', () => {
    assert.ok(has(({ quotedItemId }) => quotedItemId));
    assert.ok(has(({ forwarded }) => forwarded));
    assert.ok(has(({ location }) => location?.name) && has(({ location }) => location && !location.name));
    assert.ok(has(({ contacts }) => contacts) && has(({ poll }) => poll));
    assert.ok(
      has(({ reaction }) => reaction?.emoji === '') &&
        has(({ reaction }) => reaction && !('emoji' in reaction)),
    );
    assert.ok(has(({ revision }) => revision === 1));
    for (const status of ['answered', 'missed', 'rejected', 'busy', 'failed']) {
      for (const media of ['voice', 'video']) {
        assert.ok(
          has(({ call }) => call?.status === status && call.media === media),
          status,
        );
      }
    }
    for (const deletedFor of ['everyone', 'me', 'unknown', undefined]) {
      for (const readState of ['read', 'unread', 'unknown', undefined]) {
        const isSo = ({ deletion }: ContractItem) =>
          deletion?.deletedFor === deletedFor && deletion?.readState === readState;
        assert.ok(has((item) => item.deletion && isSo(item)));
      }
    }
    for (const kind of [
      'image',
      'video',
      'audio',
      'voice',
      'document',
      'sticker',
      'contact-card',
      undefined,
    ]) {
      assert.ok(
        has(({ attachments }) => attachments?.some((attachment) => attachment.kind === kind)),
        kind,
      );
    }
  });

  it('has texts that break things', () => {
    for (const pattern of [
      /<script>/,
      /\r\n/,
      /\p{Script=Arabic}/u,
      /\p{Script=Hebrew}/u,
      /\p{Script=Han}/u,
      /\p{Emoji_Modifier}/u,
    ]) {
      assert.ok(
        has(({ text }) => pattern.test(text ?? '')),
        String(pattern),
      );
    }
    assert.ok(has(({ text }) => (text ?? '').length > 10_000));
  });

  it('spells numbers in every way, and has participants without one', () => {
    const everybody = items.flatMap(({ sender, recipients }) => [sender, ...recipients]);
    for (const pattern of [/^\+447/, /^447/, /^00447/, /^\+1202555/]) {
      assert.ok(
        everybody.some(({ phoneNumber }) => pattern.test(phoneNumber ?? '')),
        String(pattern),
      );
    }
    for (const pattern of [/^\d+@s\.whatsapp\.net$/, /^\d+@lid$/, /^US\.\d{20}$/]) {
      assert.ok(
        everybody.some(
          ({ phoneNumber, whatsAppId }) => phoneNumber === undefined && pattern.test(whatsAppId ?? ''),
        ),
        String(pattern),
      );
    }
  });

  it('names no number that could be somebody’s', () => {
    const shared = items.flatMap(({ contacts = [] }) =>
      contacts.flatMap(({ phoneNumbers = [] }) => phoneNumbers),
    );
    const mapped = world.mappingCsv.trim().split('\r\n').slice(1);
    const own = items.flatMap(({ sender, recipients }) =>
      [sender, ...recipients].flatMap(({ phoneNumber, whatsAppId = '' }) => [
        phoneNumber ?? [],
        /^(.*)@s\.whatsapp\.net$/.exec(whatsAppId)?.[1] ?? [],
      ]),
    );
    const numbers = [...shared, ...mapped.map((row) => row.split(',')[0] ?? ''), ...own.flat()];
    for (const number of numbers) {
      assert.match(number.replace(/\D/g, ''), /^(00)?(447700900\d{3}|120255501\d{2})$/);
    }
  });

  it('archives everything on its day, from the first to the last millisecond, in the order listed', () => {
    assert.deepEqual(world.window, { from: '2026-11-19T00:00:00.000Z', to: '2026-11-20T00:00:00.000Z' });
    const times = world.items.map((record) => String(Object(record).archivedTime));
    assert.deepEqual(times, times.toSorted());
    assert.deepEqual([times.at(0), times.at(-1)], ['2026-11-19T00:00:00.000Z', '2026-11-19T23:59:59.999Z']);
  });

  it('has late items, sent days before', () => {
    const late = items.filter(
      (item) => Date.parse(item.archivedTime) - Date.parse(item.messageTime) > 86_400_000,
    );
    assert.ok(late.length >= 30);
  });

  it('lists one record twice, with 200 a page on two pages', () => {
    const pages = [world.items.slice(0, 200), world.items.slice(200)].map((page) =>
      page.map((record) => JSON.stringify(record)),
    );
    const both = pages[0]?.filter((record) => pages[1]?.includes(record));
    assert.equal(both?.length, 1);
    assert.equal(new Set(world.items.map((record) => JSON.stringify(record))).size, world.items.length - 1);
  });

  it('has the bytes of its attachments as it announces them, all but one', () => {
    const attachments = items.flatMap((item) =>
      (item.attachments ?? []).map((attachment) => ({ item, attachment })),
    );
    let lost = 0;
    for (const { item, attachment } of attachments) {
      const bytes = world.attachmentBytes(item.itemId, attachment.attachmentId);
      if (bytes === undefined) lost += 1;
      else
        assert.deepEqual(
          [bytes.length, sha256(bytes)],
          [attachment.sizeBytes, attachment.sha256 ?? sha256(bytes)],
        );
    }
    assert.equal(lost, 1);
    assert.equal(attachments.filter(({ attachment }) => attachment.sizeBytes > 10_485_760).length, 1);
    assert.equal(attachments.filter(({ attachment }) => attachment.sizeBytes > 3_000_000).length, 2);
    assert.equal(world.attachmentBytes('never', 'att-1'), undefined);
    for (const item of items) {
      const small = (item.attachments ?? []).filter(({ sizeBytes }) => sizeBytes <= 3_000_000);
      assert.ok(small.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) < 1_000_000);
    }
  });

  it('is a world for any seed and size', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 260 }), (seed, count) => {
        const { items: records, expected } = makeWorld({ seed, day: DAY, items: count });
        const { counts } = expected;
        assert.equal(records.length, count);
        assert.equal(counts.availableForImport, counts.imported + counts.partiallyImported + counts.failed);
        assert.equal(
          counts.availableFromSource,
          new Set(records.map((record) => keyOf(Object(record)))).size,
        );
      }),
      { numRuns: 15 },
    );
  });
});

function textOf(record: unknown): unknown {
  return Object(record).text;
}
