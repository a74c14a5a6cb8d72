import assert from 'node:assert/strict';
import { startDevServer } from '../../src/temporal/dev-server.js';
import { connectTemporal } from '../../src/temporal/connect.js';
import { temporalCli } from '../support/temporal-cli.js';

describe('a connection to Temporal', () => {
  it('ends the calls that wait for a server that is away, where it is closed meanwhile', async function () {
    const server = await startDevServer({ cli: temporalCli(this) });
    const { connection } = await connectTemporal({ TEMPORAL_ADDRESS: server.address });
    await server.stop();
    const call = connection.workflowService.getSystemInfo({});
    const ended = assert.rejects(call, /shut down/);
    // Ends the try under way: it is repeated a moment later, on a channel that is closed.
    await connection.close();
    await ended;
  });
});
