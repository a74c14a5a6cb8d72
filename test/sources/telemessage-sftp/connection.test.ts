import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buffer } from 'node:stream/consumers';
import { startSshd, type Sshd } from '../../../src/sandbox/sftp/sshd.js';
import { needsSshd } from '../../support/sshd.js';
import { startCountingProxy, type CountingProxy } from './counting-proxy.js';
import {
  anEml,
  aPart,
  drop,
  dropName,
  openOriginal,
  pagesOf,
  patience,
  putDrop,
  putFile,
  sourceOf,
  WINDOW,
  zipOf,
} from './fixture.js';

const MEBIBYTE = 1_048_576;

describe('a drop over a bad connection', function () {
  const eml = anEml({
    parts: [aPart('noise.bin', randomBytes(12 * MEBIBYTE), { type: 'application/x-noise' })],
  });
  let sshd: Sshd;
  let proxy: CountingProxy;

  before(async function () {
    needsSshd(this);
    sshd = await startSshd();
    await putDrop(sshd, dropName(), drop({ 'big.eml': eml }));
    proxy = await startCountingProxy(sshd.port);
  });
  after(async () => {
    await proxy?.close();
    await sshd?.close();
  });

  it('goes on where it was after the connection was cut, and does not begin anew', async () => {
    const source = sourceOf(sshd, { port: proxy.port });
    await source.account(patience());
    const before = proxy.received;
    const cut = proxy.afterBytes(9 * MEBIBYTE).then(() => proxy.cut());
    const [page] = await pagesOf(source);
    await cut;
    assert.ok((await buffer(await openOriginal(source, page?.records[0]))).equals(Buffer.from(eml)));
    const read = proxy.received - before;
    // Anew it would be nine more; what was on its way is lost.
    assert.ok(read < eml.length + 4 * MEBIBYTE, `${Math.round(read / MEBIBYTE)} MiB were read`);
    assert.equal(proxy.connections, 2);
  });

  it('is downloaded once for all who need it at the same time', async () => {
    const source = sourceOf(sshd, { port: proxy.port });
    const before = proxy.received;
    const request = { window: WINDOW, cursor: null };
    await Promise.all([1, 2, 3].map(async () => await source.fetchPage(request, patience())));
    assert.ok(proxy.received - before < 1.2 * eml.length);
  });

  it('that grows while it is read is unfinished, and taken when it has stopped', async () => {
    const whole = await zipOf(drop({ 'big.eml': eml.replace('<eml-1', '<eml-2') }));
    const name = dropName(2);
    await putFile(sshd, name, whole.subarray(0, 8 * MEBIBYTE));
    const source = sourceOf(sshd, { port: proxy.port });
    await source.account(patience());
    const grown = proxy
      .afterBytes(13 * MEBIBYTE)
      .then(async () => await appendFile(join(sshd.localDirectory, name), whole.subarray(8 * MEBIBYTE)));
    const [page] = await pagesOf(source);
    await grown;
    assert.deepEqual(page?.faults, [
      { name, reason: 'DropUnfinished', what: 'it changed while it was read' },
    ]);
    assert.equal(page?.records.length, 1);
    assert.deepEqual((await pagesOf(source))[0]?.faults, []);
  });

  it('that is cut off for good is unreachable, for the run to try again', async () => {
    const source = sourceOf(sshd, { port: proxy.port });
    await source.account(patience());
    await proxy.close();
    await assert.rejects(source.fetchPage({ window: WINDOW, cursor: null }, patience()), {
      code: 'SourceUnreachable',
    });
  });

  it('lets the process end that has read it', async () => {
    const script = join(sshd.localDirectory, 'ends.mts');
    const fixture = fileURLToPath(new URL('./fixture.ts', import.meta.url));
    const settings = JSON.stringify(sshd);
    await writeFile(
      script,
      `import { pagesOf, sourceOf } from ${JSON.stringify(fixture)};
       const pages = await pagesOf(sourceOf(${settings}));
       process.stdout.write(String(pages[0].records.length));`,
    );
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    });
    const output = buffer(child.stdout);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal((await output).toString(), '2');
  });
});
