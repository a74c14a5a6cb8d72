import assert from 'node:assert/strict';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger } from '@temporalio/worker';
import type { Connector } from '../src/domain/connector.js';
import { ArchiveError } from '../src/domain/errors.js';
import { remakeLostSchedules } from '../src/lost-schedules.js';
import type { ConnectorRecord } from '../src/storage/connectors.js';
import { startDevServer, type DevServer } from '../src/temporal/dev-server.js';
import { scheduleId, Schedules } from '../src/temporal/schedules.js';
import { temporalCli } from './support/temporal-cli.js';

const LONG_AGO = '2026-01-01T00:00:00.000Z';

describe('schedules that Temporal has lost', function () {
  let server: DevServer;
  let client: Client;
  let schedules: Schedules;
  let lines: string[];
  const logger = new DefaultLogger('INFO', ({ message }) => void lines.push(message));

  before(async function () {
    server = await startDevServer({ cli: temporalCli(this) });
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
    schedules = new Schedules(client, 'whatsapp-archiver');
  });
  after(async () => {
    await client?.connection.close();
    await server?.stop();
  });
  beforeEach(() => void (lines = []));

  const remake = async (...known: ConnectorRecord[]): Promise<void> =>
    await remakeLostSchedules(
      { connectors: { list: async () => await Promise.resolve(known) }, schedules },
      logger,
    );

  it('are made again once, by however many workers at the same time', async () => {
    const record = recordOf('one');
    await Promise.all([remake(record), remake(record), remake(record)]);
    const made = await schedules.describe('one');
    assert.equal(made?.state.paused, false);
    assert.deepEqual(
      lines.map((line) => /of connector (\w+)/.exec(line)?.[1]),
      ['one'],
    );
  });

  it('are left as they are where they are there, paused ones paused', async () => {
    await schedules.create(recordOf('two').connector);
    await schedules.setPause('two', { isPaused: true, note: 'a reason' });
    await remake(recordOf('two'));
    const { state } = await client.schedule.getHandle(scheduleId('two')).describe();
    assert.deepEqual([state.paused, state.note, lines.length], [true, 'a reason', 0]);
  });

  it('are not made for a connector that is just being created, which makes its own', async () => {
    await remake({ ...recordOf('three'), createdAt: new Date().toISOString() });
    assert.equal(await schedules.describe('three'), undefined);
  });

  it('cost a worker a line and nothing else while storage does not answer', async () => {
    const refuse = async (): Promise<never> =>
      await Promise.reject(new ArchiveError('StorageUnreachable', 'Storage does not answer.'));
    await remakeLostSchedules({ connectors: { list: refuse }, schedules }, logger);
    assert.match(lines.join(), /could not be found out: StorageUnreachable/);
  });
});

function recordOf(id: string): ConnectorRecord {
  const schedule = { cron: '0 2 * * *', timezone: 'UTC', start: LONG_AGO };
  const connector = { id, displayName: id, schedule } as Connector;
  return { connector, createdAt: LONG_AGO } as ConnectorRecord;
}
