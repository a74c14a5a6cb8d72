import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asDrops, writeDrops } from '../../../src/sandbox/sftp/drops.js';
import { makeWorld } from '../../../src/sandbox/world/world.js';
import { ContractItem } from '../world/contract.js';
import { hasPython, readByPostalMime, readByPython, unzip, type Reading } from './readings.js';

const world = makeWorld({ seed: 'drops', day: '2026-11-19' });
/** The two broken ones are no items of the contract. */
const items = world.items.flatMap((record) => ContractItem.safeParse(record).data ?? []);

describe('the drops of a generated day', function () {
  let directory: string;
  let zips: string[];

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-drops-'));
    zips = (await writeDrops(world, directory)).map((name) => join(directory, name));
  });
  after(async () => await rm(directory, { recursive: true, force: true }));

  it('is several ZIPs with the names of the day, numbered without a gap, closed within its window', () => {
    assert.ok(zips.length > 2);
    for (const [place, zip] of zips.entries()) {
      const [, number, time = ''] = /\/202611190000-TeleMessage_(\d+)_(\d+)\.zip$/.exec(zip) ?? [];
      assert.equal(Number(number), place + 1);
      assert.ok([6, 10, 13, 14].includes(time.length), time);
    }
  });

  it('has one manifest in each ZIP, which counts and names its EMLs', async () => {
    for (const zip of zips) {
      const files = await unzip(zip);
      const emls = [...files.keys()].filter((name) => name.endsWith('.eml'));
      const [manifest, ...others] = [...files].filter(([name]) => name.endsWith('.mf'));
      assert.deepEqual([others.length, emls.length + 1], [0, files.size]);
      const expected = [`Count: ${emls.length}`, ...emls, ''].join('\r\n');
      assert.equal(manifest?.[1].toString(), expected);
      for (const bytes of files.values()) assert.ok(bytes.length > 0);
    }
  });

  it('is the same to the last byte when it is written again', async () => {
    const again = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-drops-'));
    try {
      for (const name of await writeDrops(world, again)) {
        assert.ok((await readFile(join(again, name))).equals(await readFile(join(directory, name))), name);
      }
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  });

  it('holds what the source lists twice in two ZIPs, with the same bytes', async () => {
    const [twice] = world.items.filter((record, place) => world.items.indexOf(record) !== place);
    const { itemId } = ContractItem.parse(twice);
    const found = (await Promise.all(zips.map(unzip)))
      .map((files) => [...files.values()].filter((eml) => eml.includes(`ID: ${itemId}\r\n`)))
      .filter(({ length }) => length > 0);
    assert.deepEqual(
      found.map(({ length }) => length),
      [1, 1],
    );
    assert.deepEqual(found[0], found[1]);
  });

  it('is mail that any server carries: ASCII headers, short lines, no bare CR or LF', async () => {
    for (const eml of (await Promise.all(zips.map(emlsOf))).flat()) {
      const text = eml.toString('latin1');
      const [headers = ''] = text.split('\r\n\r\n', 1);
      assert.match(headers, /^[\t\r\n\x20-\x7E]+$/);
      assert.ok(headers.split('\r\n').every((line) => line.trim() !== ''));
      assert.ok(text.split('\r\n').every((line) => line.length <= 998 && !/[\r\n\0]/.test(line)));
    }
  });

  it('expects the same as of the site, but for the id of a correction', () => {
    const { expected } = asDrops(world);
    assert.deepEqual(expected.counts, world.expected.counts);
    const revisions = new Set(expected.copies.map(({ revision }) => revision));
    assert.deepEqual(revisions, new Set([0]));
    const corrected = world.expected.copies.filter(({ revision }) => revision === 1);
    assert.ok(corrected.length > 0);
    for (const { itemId, mailbox } of corrected) {
      assert.ok(expected.copies.some((copy) => copy.itemId === `${itemId}.r1` && copy.mailbox === mailbox));
    }
  });

  const readers: [string, (zips: string[]) => Promise<Reading[]>][] = [
    ['postal-mime', async (paths) => (await Promise.all(paths.map(readAll))).flat()],
    ['Python', async (paths) => await Promise.resolve(readByPython(paths))],
  ];
  for (const [reader, read] of readers) {
    describe(`read by ${reader}`, () => {
      let readings: Map<string, Reading>;

      before(async function () {
        if (reader === 'Python' && !hasPython()) {
          Object.assign(this, { skipReason: 'Python is not installed' });
          return this.skip();
        }
        const all = await read(zips);
        assert.equal(all.length, world.items.length);
        readings = new Map(all.map((reading) => [reading.id, reading]));
      });

      const each = (check: (item: ContractItem, reading: Reading) => void) => () => {
        for (const item of items) {
          const id = item.revision === 0 ? item.itemId : `${item.itemId}.r${item.revision}`;
          check(item, readings.get(id) ?? assert.fail(`${id} is missing`));
        }
      };

      it(
        'is without defects',
        each((_, { defects }) => assert.deepEqual(defects, [])),
      );

      it(
        'has the people of the world, each with address and number',
        each((item, { from, to, cc }) => {
          checkPeople([item.sender], from);
          checkPeople(item.recipients, to);
          const named = item.groupEvent?.participants ?? [];
          const there = new Set([...from, ...to].map(([, address]) => address));
          if (cc.length > 0) checkPeople(named, cc);
          else
            for (const address of named.flatMap((one) => addressOf(one) ?? [])) assert.ok(there.has(address));
        }),
      );

      it(
        'has subject and group name, and says of a deletion that it is one',
        each((item, { subject, group }) => {
          assert.match(subject, /WhatsApp (Edited )?(Message|Call|Reaction|Group Event) [Ff]rom /);
          assert.equal(subject.startsWith('DELETED '), item.deletion !== undefined);
          assert.equal(flat(group ?? undefined), flat(item.thread.name));
          if (item.thread.name !== undefined)
            assert.ok(flat(subject)?.endsWith(flat(item.thread.name) ?? ''));
        }),
      );

      it(
        'has the time of the event to the second',
        each((item, { date }) => {
          const second = (instant: string) => Math.floor(Date.parse(instant) / 1000);
          assert.equal(second(date ?? ''), second(item.messageTime));
        }),
      );

      it(
        'has the text, every word of it',
        each((item, { text, html }) => {
          if ((item.text === undefined || item.reaction) ?? item.call) return;
          const expected = lines(wellFormed(item.text));
          if (text !== null) assert.equal(lines(text), expected);
          else assert.ok(lines(html ?? '').includes(expected));
        }),
      );

      it(
        'has every attachment with its name and bytes, and nothing of a lost one',
        each((item, { files }) => {
          const nothing = createHash('sha256').digest('hex');
          const expected = (item.attachments ?? []).map(({ attachmentId, fileName }) => {
            const bytes = world.attachmentBytes(item.itemId, attachmentId);
            const sha256 = bytes ? createHash('sha256').update(bytes).digest('hex') : nothing;
            return `${sha256} ${wellFormed(fileName)}`;
          });
          const found = files.map(([name, sha256]) => `${sha256} ${name ?? ''}`);
          assert.deepEqual(found.slice(0, expected.length).toSorted(), expected.toSorted());
          assert.equal(found.length - expected.length, item.contacts?.length ?? 0);
        }),
      );

      it('leaves broken what is broken: a year that cannot be, and a mail of nobody', () => {
        const broken = [...readings.values()].filter(({ date, from }) => date === null || from.length === 0);
        const ids = world.expected.malformed.map(({ itemId }) => itemId);
        assert.deepEqual(broken.map(({ id }) => id).toSorted(), ids.toSorted());
      });
    });
  }
});

async function emlsOf(zip: string): Promise<Buffer[]> {
  return [...(await unzip(zip))].flatMap(([name, bytes]) => (name.endsWith('.eml') ? [bytes] : []));
}

async function readAll(zip: string): Promise<Reading[]> {
  return await Promise.all((await emlsOf(zip)).map(readByPostalMime));
}

type Person = ContractItem['sender'];

function checkPeople(expected: Person[], found: [string, string][]): void {
  assert.equal(found.length, expected.length);
  for (const [place, one] of expected.entries()) {
    const [name = '', address = ''] = found[place] ?? [];
    const shown = `${name.replaceAll(' ', '')} ${address.split('@')[0]}`;
    const digits = numberOf(one);
    assert.equal(address, addressOf(one) ?? address);
    assert.ok(
      shown.includes(digits ?? one.whatsAppId ?? ''),
      `${digits ?? one.whatsAppId} is not in ${shown}`,
    );
    if (digits === undefined) assert.doesNotMatch(address, /\d/);
    if (one.displayName !== undefined) assert.ok(shown.includes(one.displayName.replaceAll(' ', '')));
  }
}

/** Undefined where the generator may choose. */
function addressOf(one: Person): string | undefined {
  const digits = numberOf(one);
  return one.userEmailAddress ?? (digits === undefined ? undefined : `${digits}@telemessage.example`);
}

function numberOf({ phoneNumber, whatsAppId = '' }: Person): string | undefined {
  const number = phoneNumber ?? /^(\d+)@s\.whatsapp\.net$/.exec(whatsAppId)?.[1];
  return number?.replace(/\D/g, '').replace(/^00/, '');
}

/** White space folds in headers, and some readers keep that between encoded-words. */
function flat(text: string | undefined): string | undefined {
  return text?.replace(/\s/g, '');
}

/** Half a surrogate pair has no form in UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}
