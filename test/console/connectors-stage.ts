import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import type { Context } from 'mocha';
import type { Browser } from 'playwright-core';
import { ROLES, type Role } from '../../src/console/access/permissions.js';
import { buildApp } from '../../src/console/app.js';
import type { Console } from '../../src/console/environment.js';
import { serve, type Serving } from '../../src/console/serve.js';
import { createLogger } from '../../src/logger.js';
import type { Means } from '../../src/operations/means.js';
import { SecretStore } from '../../src/secrets.js';
import { openRepositories } from '../../src/storage/repositories.js';
import { TemporalBackfills } from '../../src/temporal/backfills.js';
import { startDevServer } from '../../src/temporal/dev-server.js';
import { TemporalRuns } from '../../src/temporal/runs.js';
import { Schedules } from '../../src/temporal/schedules.js';
import { newId, openTestStorage } from '../storage/shared-azurite.js';
import { startChromium } from '../support/chromium.js';
import { aConnector, START } from '../support/connectors.js';
import { mappingOf } from '../support/mapping.js';
import { temporalCli } from '../support/temporal-cli.js';
import { NOBODY, startUnattended } from '../support/unattended.js';

/** The console on a real Temporal server and Azurite, without a worker: what it starts stays under way. */
export class ConnectorsStage {
  /** Of whoever looks. */
  roles: readonly Role[] = ROLES;
  readonly #closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly means: Means,
    readonly serving: Serving,
  ) {}

  /** Skips the calling hook where there is no Temporal CLI. */
  static async open(context: Context): Promise<ConnectorsStage> {
    const server = await startDevServer({ cli: temporalCli(context) });
    const client = new Client({ connection: await Connection.connect({ address: server.address }) });
    const means: Means = {
      ...openRepositories(await openTestStorage()),
      secrets: new SecretStore('/nowhere'),
      client,
      schedules: new Schedules(client, NOBODY),
      temporalRuns: new TemporalRuns(client, NOBODY),
      temporalBackfills: new TemporalBackfills(client, NOBODY),
      lookUpUsers: () => Promise.resolve(new Map()),
    };
    const console: Console = { means, origin: new URL('http://localhost'), temporalUi: undefined };
    let stage: ConnectorsStage;
    const app = buildApp({
      console,
      logger: createLogger(),
      userOf: () => Promise.resolve({ name: 'ann', roles: stage.roles }),
    });
    const serving = await serve({ host: '127.0.0.1', port: 0, tls: undefined, fetch: app.fetch });
    console.origin = new URL(serving.url);
    stage = new ConnectorsStage(means, serving);
    // The connection stays: the SDK tries calls that are on their way again, and throws out of a timer where it is closed.
    stage.#closing.push(
      async () => await server.stop(),
      async () => await serving.close(),
    );
    return stage;
  }

  async close(): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
  }

  /** Skips the calling hook where Chromium is not installed. It is closed with the stage. */
  async browser(context: Context): Promise<Browser> {
    const browser = await startChromium(context);
    this.#closing.push(async () => await browser.close());
    return browser;
  }

  /** A connector with its schedule, named like its id. */
  async connector(): Promise<string> {
    const connector = aConnector(newId('c'));
    await this.means.connectors.create({ connector, account: newId('a'), mapping: mappingOf() }, START);
    await this.means.schedules.create(connector);
    return connector.id;
  }

  /** A run under way, which nobody has in hand, as Temporal's visibility store lists it. */
  async startRun(connectorId: string): Promise<WorkflowHandle> {
    return await startUnattended(this.means.client, 'connectorRun', { connectorId, kind: 'daily' });
  }

  async get(path: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${this.serving.url}${path}`, { headers: { 'accept-language': 'en' } });
    return { status: answer.status, text: await answer.text() };
  }

  /** As a form of ours sends it. */
  async post(
    path: string,
    fields: Record<string, string> = {},
  ): Promise<{ status: number; text: string; location: string | null }> {
    const answer = await fetch(`${this.serving.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: this.serving.url, 'accept-language': 'en' },
      body: new URLSearchParams(fields),
    });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  }

  /** What was done to a connector, newest first, and by whom. */
  async audited(connectorId: string): Promise<string[]> {
    const entries = await this.means.audit.list(10, (entry) => entry.connectorId === connectorId);
    return entries.map(
      ({ action, by, via, outcome }) =>
        `${action} by ${by} in the ${via}${outcome === 'done' ? '' : `: ${outcome}`}`,
    );
  }
}
