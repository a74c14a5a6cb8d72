import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startAzurite } from '../../src/processes/azurite.js';
import { Secret } from '../../src/secret.js';
import { openStorage } from '../../src/storage/azure.js';
import { Staging } from '../../src/storage/staging.js';

const stagingAt = (connectionString: string) =>
  new Staging(openStorage({ connectionString: new Secret(connectionString) }));

const MODULE = fileURLToPath(new URL('../../src/processes/azurite.ts', import.meta.url));

describe('Azurite', () => {
  it('keeps what was stored in its directory over a restart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'azurite-test-'));
    try {
      const first = await startAzurite({ directory });
      await stagingAt(first.connectionString).create('kept', Buffer.from('kept'), 'text/plain');
      await first.close();
      const second = await startAzurite({ directory });
      assert.equal((await stagingAt(second.connectionString).read('kept')).toString(), 'kept');
      await second.close();
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  it('is gone once closed, and may be closed again', async () => {
    const azurite = await startAzurite();
    await azurite.close();
    await azurite.close();
    await assert.rejects(stagingAt(azurite.connectionString).find('x'), { code: 'StorageUnreachable' });
  });

  it('does not outlive a parent that was killed', async () => {
    const script = `const { startAzurite } = await import(${JSON.stringify(MODULE)});
      console.log((await startAzurite()).connectionString);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [connectionString] = (await once(parent.stdout, 'data')).map(String);
    const port = /TableEndpoint=http:\/\/127\.0\.0\.1:(\d+)/.exec(connectionString ?? '')?.[1];
    assert.ok(port);
    assert.equal(await answers(port), true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const deadline = Date.now() + 10_000;
    while ((await answers(port)) && Date.now() < deadline) await delay(50);
    assert.equal(await answers(port), false);
  });
});

async function answers(port: string): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/`).then(
    async (response) => {
      await response.text();
      return true;
    },
    () => false,
  );
}
