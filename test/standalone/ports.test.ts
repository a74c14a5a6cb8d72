import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { choosePorts, keptPorts, type Ports } from '../../src/standalone/ports.js';
import { freePort } from '../../src/temporal/dev-server.js';
import { withDirectory } from './support.js';

async function freePorts(): Promise<Ports> {
  return { grpc: await freePort(), ui: await freePort(), console: await freePort() };
}

describe('the ports of an installation', () => {
  it('are those of its last start, and others only where they are asked for', async () => {
    await withDirectory(async (directory) => {
      assert.equal(keptPorts(directory), undefined);
      const first = await choosePorts(directory, await freePorts());
      assert.deepEqual(await choosePorts(directory, {}), first);
      const ui = await freePort();
      assert.deepEqual(await choosePorts(directory, { ui }), { ...first, ui });
      assert.deepEqual(keptPorts(directory), { ...first, ui });
    });
  });

  it('are refused where another program has one, which names the option for another', async () => {
    await withDirectory(async (directory) => {
      const ports = await choosePorts(directory, await freePorts());
      const other = createServer().listen(ports.ui, '127.0.0.1');
      await once(other, 'listening');
      await assert.rejects(choosePorts(directory, {}), {
        code: 'InvalidArgument',
        message: `Another program listens on port ${ports.ui} of 127.0.0.1.`,
        nextStep: /--ui-port/,
      });
      other.close();
      assert.deepEqual(await choosePorts(directory, {}), ports);
    });
  });

  it('keep those of an installation that had no console yet', async () => {
    await withDirectory(async (directory) => {
      const { grpc, ui, console } = await freePorts();
      await writeFile(join(directory, 'ports.json'), JSON.stringify({ grpc, ui }));
      assert.deepEqual(await choosePorts(directory, { console }), { grpc, ui, console });
    });
  });

  it('are chosen anew where what was kept cannot be read', async () => {
    await withDirectory(async (directory) => {
      await writeFile(join(directory, 'ports.json'), '{"grpc": 0, "ui": "');
      assert.equal(keptPorts(directory), undefined);
    });
  });
});
