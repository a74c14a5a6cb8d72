import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropName, writeDropZip } from '../../../src/sandbox/sftp/drop-zip.js';
import { unzip } from './readings.js';

const TIME = new Date('2026-11-19T23:59:59.999Z');
const MEBIBYTE = 1_048_576;

describe('a drop ZIP', () => {
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-drop-'));
    file = join(directory, dropName(1, TIME));
  });
  afterEach(async () => await rm(directory, { recursive: true, force: true }));

  it('holds what it was given, and a manifest of it named as the ZIP', async () => {
    await writeDropZip(file, [Buffer.from('one'), Buffer.from('two')], TIME);
    const files = await unzip(file);
    const manifest = '202611190000-TeleMessage_1_1795132799999.mf';
    assert.deepEqual([...files.keys()], ['000001.eml', '000002.eml', manifest]);
    assert.equal(files.get('000002.eml')?.toString(), 'two');
    assert.equal(files.get(manifest)?.toString(), 'Count: 2\r\n000001.eml\r\n000002.eml\r\n');
  });

  it('says its time in each of the forms, in UTC', () => {
    const names = [1, 2, 3, 4, 5].map((number) => dropName(number, TIME));
    const times = names.map((name) => name.replace(/^.*_(\d+)\.zip$/, '$1'));
    assert.deepEqual(times, ['1795132799999', '1795132799', '20261119235959', '235959', '1795132799999']);
  });

  it('asks for one EML after the other, and keeps none of them', async () => {
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const emls = function* () {
      for (let count = 0; count < 100; count += 1) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield Buffer.alloc(MEBIBYTE, count);
      }
    };
    await writeDropZip(file, emls(), TIME);
    assert.equal((await unzip(file)).size, 101);
    // Buffers that nobody holds stay until the next collection.
    assert.ok(most < 60 * MEBIBYTE, `${Math.round(most / MEBIBYTE)} MiB were held`);
  });

  it('has no name as long as it is not whole', async () => {
    const emls = function* () {
      yield Buffer.from('one');
      throw new RangeError('no second one');
    };
    await assert.rejects(writeDropZip(file, emls(), TIME), /no second one/);
    assert.deepEqual(
      (await readdir(directory)).filter((name) => name.endsWith('.zip')),
      [],
    );
  });
});
