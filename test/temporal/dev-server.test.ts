import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { temporalCli } from '../support/temporal-cli.js';

const DAY_SECONDS = 86_400;
const run = promisify(execFile);

describe("Temporal's development server", function () {
  let directory: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-dev-server-'));
  });
  after(async () => await rm(directory, { recursive: true }));

  it('keeps histories for 30 days, also on a database that was made to keep them for one', async function () {
    const cli = temporalCli(this);
    const databaseFile = join(directory, 'temporal.db');
    const first = await startDevServer({ cli, databaseFile });
    try {
      assert.equal(await retentionSeconds(first), 30 * DAY_SECONDS);
      await run(cli, [
        'operator',
        'namespace',
        'update',
        '-n',
        'default',
        '--retention',
        '1d',
        '--address',
        first.address,
      ]);
      assert.equal(await retentionSeconds(first), DAY_SECONDS);
    } finally {
      await first.stop();
    }
    const again = await startDevServer({ cli, databaseFile });
    try {
      assert.equal(await retentionSeconds(again), 30 * DAY_SECONDS);
    } finally {
      await again.stop();
    }
  });
});

async function retentionSeconds({ address }: DevServer): Promise<number> {
  const connection = await Connection.connect({ address });
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    return Number(config?.workflowExecutionRetentionTtl?.seconds);
  } finally {
    await connection.close();
  }
}
