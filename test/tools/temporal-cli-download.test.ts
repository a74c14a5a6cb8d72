import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { downloadTemporalCli } from '../../tools/temporal-cli-download.mjs';
import { temporaryDirectory, writeTemporalCli } from './support.js';

describe('downloading the Temporal CLI', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: Server;

  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await directory.remove();
  });

  async function download(listener: RequestListener): Promise<void> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await downloadTemporalCli(directory.path, () => {}, { url: `http://127.0.0.1:${port}/`, silenceMs: 200 });
  }

  it('unpacks the executable from the archive', async () => {
    await writeTemporalCli(join(directory.path, 'official', 'temporal'));
    const archive = execFileSync('tar', ['-czf', '-', '-C', join(directory.path, 'official'), 'temporal']);
    await download((_request, response) => void response.end(archive));
    assert.match(await readFile(join(directory.path, 'temporal'), 'utf8'), /Server/);
  });

  it('says which status it was answered with', async () => {
    await assert.rejects(
      download((_request, response) => void response.writeHead(404).end()),
      /404/,
    );
  });

  it('gives up on a server that never answers', async () => {
    await assert.rejects(
      download(() => {}),
      /nothing arrives/,
    );
  });

  it('gives up on a download that stands still', async () => {
    await assert.rejects(
      download((_request, response) => void response.write('some bytes')),
      /nothing arrives/,
    );
  });

  it('fails on an archive that is cut short', async () => {
    const archive = Buffer.from('1f8b0800', 'hex');
    await assert.rejects(
      download((_request, response) => void response.end(archive)),
      /tar/,
    );
  });
});
