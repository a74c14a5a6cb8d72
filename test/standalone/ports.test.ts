import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { choosePorts, keptPorts } from '../../src/standalone/ports.js';
import { freePort } from '../../src/temporal/dev-server.js';
import { withDirectory } from './support.js';

describe('the ports of an installation', () => {
  it('are those of its last start, and others only where they are asked for', async () => {
    await withDirectory(async (directory) => {
      assert.equal(keptPorts(directory), undefined);
      const first = await choosePorts(directory, { grpc: await freePort(), ui: await freePort() });
      assert.deepEqual(await choosePorts(directory, {}), first);
      const ui = await freePort();
      assert.deepEqual(await choosePorts(directory, { ui }), { ...first, ui });
      assert.deepEqual(keptPorts(directory), { ...first, ui });
    });
  });

  it('are refused where another program has one, which names the option for another', async () => {
    await withDirectory(async (directory) => {
      const ports = await choosePorts(directory, { grpc: await freePort(), ui: await freePort() });
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

  it('are chosen anew where what was kept cannot be read', async () => {
    await withDirectory(async (directory) => {
      await writeFile(join(directory, 'ports.json'), '{"grpc": 0, "ui": "');
      assert.equal(keptPorts(directory), undefined);
    });
  });
});
