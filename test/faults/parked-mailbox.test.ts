import assert from 'node:assert/strict';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { RunResult } from '../../src/domain/run.js';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { createWorkers } from '../../src/worker.js';
import { Bench, forBoth, openGraph } from '../activities/bench.js';
import { WINDOW } from '../sources/telemessage/fixture.js';
import { newId } from '../storage/shared-azurite.js';
import { quietTemporal } from '../support/quiet-temporal.js';
import { ANNA, BEN } from '../support/sandbox-tenant.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';

const ITEMS = 6;
/** Five minutes of patience are over in six seconds. */
const CLOCK_SPEED = 50;

/** The real workers in this process, for a clock that goes faster cannot be given to another one. */
describe('a mailbox refuses for long', function () {
  let bench: Bench;
  let server: DevServer;
  let connection: NativeConnection;
  let client: Client;
  let workers: Worker[];
  let running: Promise<unknown>;

  before(async function () {
    const cli = temporalCli(this);
    quietTemporal();
    bench = await Bench.open();
    server = await startDevServer({ cli });
    connection = await NativeConnection.connect({ address: server.address });
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
    const startedAt = Date.now();
    const graph = openGraph(bench.tenant, () => startedAt + (Date.now() - startedAt) * CLOCK_SPEED);
    const options = { connection, namespace: 'default', taskQueue: 'parked' };
    workers = await createWorkers(options, { ...bench.deps, ...graph });
    running = Promise.all(workers.map((worker) => worker.run()));
  });
  after(async () => {
    for (const worker of workers ?? []) worker.shutdown();
    await running;
    await connection?.close();
    await client?.connection.close();
    await server?.stop();
    await bench?.close();
  });

  it('the others have theirs meanwhile, and its copies go through in the last round, each once', async () => {
    const [anna, ben] = [bench.idOf(ANNA), bench.idOf(BEN)];
    bench.site.addItems(Array.from({ length: ITEMS }, () => forBoth({ itemId: newId('item') })));
    bench.tenant.failNext(100_000, { match: new RegExp(`^POST .*${ben}.*/messages`), status: 503 });
    const run = await client.workflow.start('connectorRun', {
      workflowId: newId('run'),
      taskQueue: 'parked',
      args: [{ connectorId: bench.connectorId, window: WINDOW }],
    });
    const { outcomes } = bench.deps;
    const parked = new Set<string>();
    await until('its copies to be parked', async () => {
      for await (const { itemKey, reason, parkedFor } of outcomes.read(run.firstExecutionRunId))
        if ((parkedFor ?? reason) === 'MailboxInTrouble') parked.add(itemKey);
      return parked.size === ITEMS;
    });
    assert.deepEqual([bench.countMails(anna), bench.countMails(ben)], [ITEMS, 0]);

    bench.tenant.faults.clear();
    const { state, counts } = (await run.result()) as RunResult;
    assert.deepEqual([state, counts.imported, counts.skipped], ['completed', ITEMS * 2, 0]);
    assert.deepEqual([bench.countMails(anna), bench.countMails(ben)], [ITEMS, ITEMS]);
    const open = await bench.deps.openItems.list(bench.connectorId, { after: null, limit: 10 });
    assert.deepEqual(open, []);
  });
});
