import assert from 'node:assert/strict';
import { looksLikeDrop, parseDropName } from '../../../src/sources/telemessage-sftp/drop-name.js';
import { dropsOf, type RemoteFile } from '../../../src/sources/telemessage-sftp/drops.js';
import { readCursor, writeCursor } from '../../../src/sources/telemessage-sftp/cursor.js';
import { dropName, WINDOW } from './fixture.js';

const aFile = (name: string, changes: Partial<RemoteFile> = {}): RemoteFile => ({
  name,
  sizeBytes: 1_000,
  modifiedMs: Date.parse('2026-11-20T12:00:00Z'),
  isFile: true,
  ...changes,
});

describe('the name of a drop', () => {
  const zippedAt = (name: string) => parseDropName(name)?.zippedAt;

  it('says day, number and time', () => {
    assert.deepEqual(parseDropName('202611200000-TeleMessage_17_1795176000123.zip'), {
      day: '20261120',
      number: 17,
      zippedAt: '2026-11-20T12:00:00.123Z',
    });
  });

  it('says its time in milliseconds, seconds, digits, or digits of its day', () => {
    for (const time of ['1795176000000', '1795176000', '20261120120000', '120000'])
      assert.equal(zippedAt(dropName(1, time)), '2026-11-20T12:00:00.000Z', time);
  });

  it('may have been closed on a later day', () => {
    assert.equal(zippedAt(dropName(1, '20261121000500')), '2026-11-21T00:05:00.000Z');
  });

  for (const name of [
    dropName(1, '9999999999999'),
    dropName(1, '0000000000'),
    dropName(1, '246060'),
    dropName(1, '20261131000000'),
    dropName(1, '120000', '20260230'),
    dropName(1, '12000'),
    '202611201200-TeleMessage_1_120000.zip',
    '202611200000-TeleMessage_1_120000.zip.part',
    '202611200000-TeleMessage_-1_120000.zip',
    '202611200000-TeleMessage_1_120000 (1).zip',
    '../202611200000-TeleMessage_1_120000.zip',
    `202611200000-TeleMessage_${'9'.repeat(30)}_120000.zip`,
    '202611200000-TeleMessage_1_120000.zip\n',
  ]) {
    it(`is none: ${JSON.stringify(name)}`, () => assert.equal(parseDropName(name), undefined));
  }

  it('may be wrong, and still that of a drop', () => {
    for (const name of ['TeleMessage.zip', 'telemessage-20261120.ZIP', '202611200000-TeleMessage_1.zip'])
      assert.ok(looksLikeDrop(name), name);
    for (const name of ['readme.txt', 'TeleMessage.zip.part', 'backup.zip'])
      assert.ok(!looksLikeDrop(name), name);
  });
});

describe('the drops of a window', () => {
  const namesOf = (files: RemoteFile[]) => dropsOf(files, WINDOW).drops.map(({ name }) => name);
  const faultsOf = (...names: string[]) =>
    dropsOf(
      names.map((name) => aFile(name)),
      WINDOW,
    ).faults.map(({ reason, what }) => `${reason}: ${what}`);

  it('are those closed in it, to the millisecond, with its end left to the next', () => {
    const first = dropName(1, String(Date.parse(WINDOW.from)));
    const last = dropName(2, String(Date.parse(WINDOW.to) - 1));
    const next = dropName(3, String(Date.parse(WINDOW.to)));
    assert.deepEqual(namesOf([next, last, first].map((name) => aFile(name))), [first, last]);
  });

  it('are read by time, then by number, then by name, whatever order they are listed in', () => {
    const names = [
      dropName(2, '110000'),
      dropName(1, '120000'),
      dropName(3, '120000'),
      dropName(10, '120000'),
    ];
    assert.deepEqual(namesOf(names.toReversed().map((name) => aFile(name))), names);
    const twins = [dropName(1, '120000'), dropName(1, '20261120120000')];
    assert.deepEqual(namesOf(twins.toReversed().map((name) => aFile(name))), twins);
  });

  it('are without fault where their numbers follow each other from 1, or from 0', () => {
    assert.deepEqual(faultsOf(dropName(1), dropName(2), dropName(3)), []);
    assert.deepEqual(faultsOf(dropName(0), dropName(1)), []);
    assert.deepEqual(faultsOf(), []);
  });

  it('name the numbers that are missing below them, in one fault for each gap', () => {
    assert.deepEqual(faultsOf(dropName(3), dropName(4), dropName(6), dropName(999_999_999)), [
      'DropMissing: numbers 1 to 2 of its day are missing',
      'DropMissing: number 5 of its day is missing',
      'DropMissing: numbers 7 to 999999998 of its day are missing',
    ]);
  });

  it('miss nothing that is there with a time outside the window, nor what is above them', () => {
    assert.deepEqual(faultsOf(dropName(2), dropName(1, '20261119235900'), dropName(4, '20261121000100')), []);
  });

  it('count each day for itself', () => {
    const [file] = dropsOf([aFile(dropName(2, '20261120000500', '20261119'))], WINDOW).faults;
    assert.equal(file?.name, '202611190000-TeleMessage_1_*.zip');
  });

  it('do not take links and folders, and say so', () => {
    const { drops, faults } = dropsOf([aFile(dropName(), { isFile: false })], WINDOW);
    assert.deepEqual([drops, faults.map(({ reason }) => reason)], [[], ['DropRefused']]);
  });

  it('report a name that is not as agreed in the window of its last change, without what it holds', () => {
    const [fault] = dropsOf([aFile('TeleMessage\u001b[31m.zip')], WINDOW).faults;
    assert.deepEqual([fault?.name, fault?.reason], ['TeleMessage??31m.zip', 'DropRefused']);
    const earlier = aFile('TeleMessage.zip', { modifiedMs: Date.parse(WINDOW.from) - 1 });
    assert.deepEqual(dropsOf([earlier], WINDOW).faults, []);
  });

  it('report two hundred faults at most', () => {
    const odd = Array.from({ length: 500 }, (_, index) => aFile(dropName(2 * index + 2)));
    assert.equal(dropsOf(odd, WINDOW).faults.length, 200);
  });
});

describe('a cursor', () => {
  const { drops } = dropsOf([aFile(dropName(1)), aFile(dropName(2, '130000'))], WINDOW);
  const [first, second] = drops;
  assert.ok(first && second);
  const position = { done: 1, drop: second, entry: 200, faults: [] };
  const refused = { code: 'CursorRefused' };

  it('comes back as the place it was made of', () => {
    const faults = [{ name: 'x', reason: 'DropRefused' as const, what: 'y' }];
    const { done, entry, faults: found } = readCursor(writeCursor({ ...position, faults }), drops);
    assert.deepEqual([done, entry, found], [1, 200, faults]);
  });

  it('is refused where a ZIP came in before its place, or went', () => {
    const cursor = writeCursor(position);
    assert.throws(() => readCursor(cursor, [first, ...drops]), refused);
    assert.throws(() => readCursor(cursor, [second]), refused);
    assert.equal(readCursor(cursor, [...drops, first]).done, 1);
  });

  it('is refused where its ZIP is another one now', () => {
    for (const changed of [{ sizeBytes: 1 }, { modifiedMs: 1 }])
      assert.throws(() => readCursor(writeCursor(position), [first, { ...second, ...changed }]), refused);
  });

  it('is refused where it is none', () => {
    for (const text of ['', 'x', 'e30', Buffer.from('{"done":-1}').toString('base64url')])
      assert.throws(() => readCursor(text, drops), refused);
  });
});
