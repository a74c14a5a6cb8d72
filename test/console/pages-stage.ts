import type { Context } from 'mocha';
import { ROLES, type User } from '../../src/console/access/permissions.js';
import { SignIn } from '../../src/console/access/sign-in.js';
import { buildApp } from '../../src/console/app.js';
import type { Console, Route } from '../../src/console/environment.js';
import { CheckUps } from '../../src/console/health/check-ups.js';
import { ROUTES } from '../../src/console/routes.js';
import { serve, type Serving } from '../../src/console/serve.js';
import type { Finding } from '../../src/doctor/finding.js';
import type { Progress } from '../../src/domain/run.js';
import { TemporalRuns } from '../../src/temporal/runs.js';
import { NOBODY } from '../support/unattended.js';
import { settingsFor } from './access-stage.js';
import { fillConsole, type Places } from './pages-content.js';
import { silentLogger } from './silent-logger.js';
import { WizardStage } from './wizard-stage.js';

const NAME = 'ann@contoso.example';

/** Nobody asks it: who has signed in is for the tests to say. */
const NO_PROVIDER = 'https://127.0.0.1:1';

const FINDINGS: readonly Finding[] = [
  { area: 'temporal', check: 'server', state: 'good', detail: 'answers', nextStep: null },
  { area: 'source', check: 'login', state: 'unknown', detail: 'not tried', nextStep: null },
  {
    area: 'graph',
    check: 'consent',
    state: 'bad',
    detail: 'GraphRefusedLogin: 401',
    nextStep: 'Give admin consent, then run `connector resume`.',
  },
];

/** As a worker tells it that has a run in hand. */
const PROGRESS: Progress = {
  phase: 'archiving',
  outcome: null,
  window: { from: '2026-11-20T02:00:00.000Z', to: '2026-11-21T02:00:00.000Z' },
  slice: { index: 0, of: 1 },
  counts: {
    availableFromSource: 1_200,
    availableForImport: 1_180,
    imported: 760,
    partiallyImported: 3,
    skipped: 12,
    failed: 4,
    relisted: 0,
  },
  items: { seen: 900, done: 779, total: 1_200, underWay: 40 },
  rate: 12.5,
  elapsedMs: 61_000,
  leftMs: 34_000,
  waitingFor: null,
  paused: null,
  parked: 2,
};

const FAILING: Route = {
  method: 'GET',
  path: '/fails',
  permission: 'public',
  handle: () => {
    throw new Error('on purpose');
  },
};

/** A console with something on every page, on a real Temporal server, storage, a site and a tenant. */
export class PagesStage {
  private constructor(
    readonly wizard: WizardStage,
    readonly serving: Serving,
    readonly places: Places,
    /** Who looks at it; undefined: nobody has signed in. */
    readonly looking: { user: User | undefined },
  ) {}

  /** Skips the calling hook where there is no Temporal CLI. */
  static async open(context: Context): Promise<PagesStage> {
    const wizard = await WizardStage.start(context);
    const looking = { user: PagesStage.admin as User | undefined };
    const console: Console = {
      ...wizard.console(),
      means: { ...wizard.means, temporalRuns: toldRuns(wizard.means.client) },
      temporalUi: { url: 'https://temporal.example', namespace: 'default' },
      checkUps: new CheckUps(async (_id, found) => {
        for (const finding of FINDINGS) found(finding);
        return await Promise.resolve([...FINDINGS]);
      }),
      signIn: new SignIn(settingsFor(NO_PROVIDER)),
    };
    const app = buildApp({
      console,
      userOf: async () => await Promise.resolve(looking.user),
      logger: silentLogger,
      routes: [...ROUTES, FAILING],
    });
    const serving = await serve({ host: '127.0.0.1', port: 0, tls: undefined, fetch: app.fetch });
    console.origin = new URL(serving.url);
    const places = await fillConsole(wizard, wizard.visitor(NAME));
    return new PagesStage(wizard, serving, places, looking);
  }

  static readonly admin: User = { name: NAME, roles: ROLES };
  static readonly viewer: User = { name: NAME, roles: ['viewer'] };

  async close(): Promise<void> {
    await this.serving.close();
    await this.wizard.close();
  }
}

/** Runs of which somebody says how far they are, though no worker has them in hand. */
function toldRuns(client: TemporalRuns['client']): TemporalRuns {
  const progress = async (): Promise<Progress> => await Promise.resolve(PROGRESS);
  return Object.assign(new TemporalRuns(client, NOBODY), { progress });
}
