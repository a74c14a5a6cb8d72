import { Client, Connection } from '@temporalio/client';
import pLimit from 'p-limit';
import { ROLES } from '../src/console/access/permissions.js';
import { buildApp } from '../src/console/app.js';
import type { Console } from '../src/console/environment.js';
import { serve } from '../src/console/serve.js';
import { createLogger } from '../src/logger.js';
import type { Means } from '../src/operations/means.js';
import { startAzurite } from '../src/processes/azurite.js';
import { Secret } from '../src/secret.js';
import { openStorage } from '../src/storage/azure.js';
import { openRepositories } from '../src/storage/repositories.js';
import { TemporalBackfills } from '../src/temporal/backfills.js';
import { startDevServer } from '../src/temporal/dev-server.js';
import { TemporalRuns } from '../src/temporal/runs.js';
import { Schedules } from '../src/temporal/schedules.js';
import { aFailure, aReport, aRun } from '../test/console/run-stage.js';
import { aConnector, START } from '../test/support/connectors.js';
import { mappingOf } from '../test/support/mapping.js';
import { NOBODY } from '../test/support/unattended.js';

/** Schedules are made a few at a time, as Temporal's limits want it. */
const AT_A_TIME = 10;

export interface Installation {
  url: string;
  /** Ids of its connectors, and of the run whose report is large. */
  connectors: string[];
  runId: string;
  close: () => Promise<void>;
}

/** The console on a Temporal server and storage of their own, with so many connectors and failures in one report. */
export async function openInstallation(connectors: number, failures: number): Promise<Installation> {
  const [azurite, temporal] = await Promise.all([
    startAzurite(),
    startDevServer({ cli: process.env['TEMPORAL_CLI_PATH'] ?? 'temporal' }),
  ]);
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  const connectionString = new Secret(azurite.connectionString);
  const means = {
    ...openRepositories(openStorage({ connectionString })),
    client,
    schedules: new Schedules(client, NOBODY),
    temporalRuns: new TemporalRuns(client, NOBODY),
    temporalBackfills: new TemporalBackfills(client, NOBODY),
    lookUpUsers: async () => await Promise.resolve(new Map()),
  } as Partial<Means> as Means;
  const ids = Array.from({ length: connectors }, (_, index) => `connector-${index}`);
  await pLimit(AT_A_TIME).map(ids, async (id) => await makeConnector(means, id));
  const runId = await makeReport(means, ids[0] ?? '', failures);
  const { url, close } = await serveConsole(means);
  return {
    url,
    connectors: ids,
    runId,
    close: async () => {
      await close();
      await Promise.all([temporal.stop(), azurite.close()]);
    },
  };
}

async function makeConnector({ connectors, schedules }: Means, id: string): Promise<void> {
  const connector = aConnector(id);
  await connectors.create({ connector, account: id, mapping: mappingOf() }, START);
  await schedules.create(connector);
}

async function makeReport({ runs, reports }: Means, connectorId: string, failures: number): Promise<string> {
  const run = aRun({ connectorId });
  const rows = Array.from({ length: failures }, (_, index) => aFailure({ itemId: `item-${index}` }));
  await runs.open(run);
  await reports.write(aReport(run, rows));
  return run.runId;
}

async function serveConsole(means: Means): Promise<{ url: string; close: () => Promise<void> }> {
  const console: Console = { means, origin: new URL('http://localhost'), temporalUi: undefined };
  const app = buildApp({
    console,
    userOf: async () => await Promise.resolve({ name: 'ann', roles: ROLES }),
    logger: createLogger(),
  });
  const serving = await serve({ host: '127.0.0.1', port: 0, tls: undefined, fetch: app.fetch });
  console.origin = new URL(serving.url);
  return serving;
}
