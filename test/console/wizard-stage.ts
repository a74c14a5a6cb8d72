import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Context } from 'mocha';
import { ROLES } from '../../src/console/access/permissions.js';
import { buildApp } from '../../src/console/app.js';
import type { Console } from '../../src/console/environment.js';
import { lookUpUsers } from '../../src/operations/look-up-users.js';
import { draftSecret } from '../../src/operations/set-up-secrets.js';
import type { Means } from '../../src/operations/means.js';
import type { TeleMessageSite } from '../../src/sandbox/telemessage/site.js';
import { Secret } from '../../src/secret.js';
import { SecretStore } from '../../src/secrets.js';
import { openRepositories } from '../../src/storage/repositories.js';
import { TemporalBackfills } from '../../src/temporal/backfills.js';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { TemporalRuns } from '../../src/temporal/runs.js';
import { Schedules } from '../../src/temporal/schedules.js';
import { startSite } from '../sources/telemessage/fixture.js';
import { newId, openTestStorage } from '../storage/shared-azurite.js';
import { openDirectory } from '../support/directory.js';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  startTenant,
  TENANT_ID,
  type TestTenant,
} from '../support/sandbox-tenant.js';
import { temporalCli } from '../support/temporal-cli.js';
import { silentLogger } from './silent-logger.js';

const ORIGIN = 'http://console.example';
const TASK_QUEUE = 'wizard';

type Fields = Record<string, string | File>;

interface Parts {
  means: Means;
  site: TeleMessageSite;
  tenant: TestTenant;
  /** Of the secrets. */
  directory: string;
  temporal: DevServer;
  /** What every look-up of users waits for. */
  held: { until: Promise<void> };
}

/** The console's app with storage, Temporal, a site and a tenant behind it; nobody archives anything. */
export class WizardStage {
  readonly means: Means;
  readonly site: TeleMessageSite;
  readonly tenant: TestTenant;
  readonly #directory: string;
  readonly #temporal: DevServer;
  readonly #held: Parts['held'];

  private constructor(parts: Parts) {
    this.means = parts.means;
    this.site = parts.site;
    this.tenant = parts.tenant;
    this.#directory = parts.directory;
    this.#temporal = parts.temporal;
    this.#held = parts.held;
  }

  static async start(context: Context): Promise<WizardStage> {
    const cli = temporalCli(context);
    const [temporal, tenant, directory, repositories] = await Promise.all([
      startDevServer({ cli }),
      startTenant(),
      mkdtemp(join(tmpdir(), 'whatsapp-archiver-wizard-')),
      openTestStorage().then(openRepositories),
    ]);
    const { site } = await startSite({ accounts: accounts() });
    const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
    const held = { until: Promise.resolve() };
    const means: Means = {
      ...repositories,
      secrets: new SecretStore(directory),
      client,
      schedules: new Schedules(client, TASK_QUEUE),
      temporalRuns: new TemporalRuns(client, TASK_QUEUE),
      temporalBackfills: new TemporalBackfills(client, TASK_QUEUE),
      lookUpUsers: async (addresses) => {
        await held.until;
        return await lookUpUsers(openDirectory(tenant), addresses);
      },
    };
    return new WizardStage({ means, site, tenant, directory, temporal, held });
  }

  async close(): Promise<void> {
    // The connection stays, as that of connectors-stage.ts.
    await Promise.all([this.site.close(), this.tenant.close(), this.#temporal.stop()]);
    await rm(this.#directory, { recursive: true });
  }

  /** What the pages work with. */
  console(): Console {
    return {
      means: this.means,
      origin: new URL(ORIGIN),
      temporalUi: undefined,
      graph: {
        cloud: 'worldwide',
        tenantId: TENANT_ID,
        clientId: CLIENT_ID,
        credential: { clientSecret: new Secret(CLIENT_SECRET) },
        authorityHost: this.tenant.url,
        graphUrl: this.tenant.url,
      },
    };
  }

  /** What `name` sees and sends; with an id where others may have the same name. */
  visitor(name = newId('admin'), id?: string): Visitor {
    const app = buildApp({
      console: this.console(),
      userOf: async () => await Promise.resolve({ name, roles: ROLES, ...(id !== undefined && { id }) }),
      logger: silentLogger,
    });
    return new Visitor(async (path, init) => await app.request(ORIGIN + path, init), name);
  }

  /** Lets no look-up of users go out until the function that it returns is called. */
  holdLookUps(): () => void {
    let release = (): void => undefined;
    this.#held.until = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** Those of a set-up, by its address. */
  async secretsOf(draft: string): Promise<string[]> {
    const prefix = draftSecret({ id: draft.split('/').at(-1) ?? '' });
    return (await readdir(this.#directory)).filter((name) => name.startsWith(prefix));
  }
}

/** So many organisations, for an account and product has one connector only. */
function accounts() {
  return Array.from({ length: 30 }, (_, index) => ({
    id: newId('account'),
    username: `admin-${index}@contoso.example`,
    password: `right ${index}`,
    products: ['whatsapp-phone-archiver', 'whatsapp-cloud-archiver'],
  }));
}

interface Answer {
  status: number;
  /** Where it leads; empty where nowhere. */
  location: string;
  html: string;
}

/** Somebody with a browser that runs no script. */
export class Visitor {
  constructor(
    private readonly request: (path: string, init: RequestInit) => Promise<Response>,
    readonly name: string,
  ) {}

  async get(path: string): Promise<Answer> {
    return await answerOf(await this.request(path, { headers: { host: new URL(ORIGIN).host } }));
  }

  async post(path: string, fields: Fields = {}): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const headers = { host: new URL(ORIGIN).host, origin: ORIGIN };
    return await answerOf(await this.request(path, { method: 'POST', headers, body }));
  }

  /** Begins a set-up and resolves to its address, without a step. */
  async begin(): Promise<string> {
    const { location } = await this.post('/connectors/new');
    return location.replace(/\/terms$/, '');
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  return { status, location: headers.get('location') ?? '', html: await response.text() };
}
