import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import { createLogger } from '../../src/logger.js';
import { SignIn } from '../../src/console/access/sign-in.js';
import { buildApp } from '../../src/console/app.js';
import type { Console, Route } from '../../src/console/environment.js';
import { page } from '../../src/console/parts/page.js';
import { ROUTES } from '../../src/console/routes.js';
import { serve } from '../../src/console/serve.js';
import type { SignInSettings } from '../../src/console/settings.js';
import type { Means } from '../../src/operations/means.js';
import { makeTls, type Tls } from '../../src/sandbox/tls.js';
import { Secret } from '../../src/secret.js';
import { trust } from '../support/trust.js';
import { BrowserLike } from './browser-like.js';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type TestProvider } from './identity-provider.js';
import { storedMeans } from './stored-means.js';

export const ORIGIN = 'https://console.example';

export interface AccessStage {
  tls: Tls;
  provider: TestProvider;
  means: Means;
  /** What `/live` has sent, and whether there is nothing to follow any longer. */
  live: LiveRoute;
  /** How often `/form` was sent, and what its answers wait for. */
  form: FormRoute;
  /** Where the console listens. */
  port: number;
  /** So much time passes for the console. */
  pass: (ms: number) => void;
  /** A browser without cookies. */
  browser: () => BrowserLike;
  /** The console goes away, its connections with it, until it `comesBack` to the same port. */
  goAway: () => Promise<void>;
  comeBack: () => Promise<void>;
  close: () => Promise<void>;
}

interface LiveRoute {
  events: number;
  isGone: boolean;
}

interface FormRoute {
  sent: number;
  mayAnswer: Promise<unknown>;
}

const WATCHED = html`
  <div data-live="/live">0</div>
  <form method="post" action="/form">
    <label>Reason <input name="reason" /></label>
    <button>Send</button>
  </form>
  <form method="post" action="/form"><button>Run</button></form>
`;

/** A page that keeps itself up to date and its form, as others have them: for those who may see states. */
const furtherRoutes = (live: LiveRoute, form: FormRoute): readonly Route[] => [
  {
    method: 'GET',
    path: '/watch',
    permission: 'view',
    handle: async (c) => await page(c, { title: 'Watch', content: WATCHED }),
  },
  {
    method: 'POST',
    path: '/form',
    permission: 'view',
    handle: async (c) => {
      form.sent += 1;
      await form.mayAnswer;
      const { reason = '' } = await c.req.parseBody<{ reason?: string }>();
      return c.text(`sent ${reason}`.trim());
    },
  },
  {
    method: 'GET',
    path: '/live',
    permission: 'view',
    handle: (c) =>
      live.isGone
        ? c.notFound()
        : streamSSE(c, async (stream) => {
            while (!stream.aborted && !stream.closed && !live.isGone) {
              live.events += 1;
              await stream.writeSSE({ event: 'content', data: String(live.events) });
              await stream.sleep(20);
            }
          }),
  },
];

/** The console over TLS as `ORIGIN`, with a real provider for its sign-in. */
export async function startAccessStage(): Promise<AccessStage> {
  const tls = await makeTls();
  trust(tls.ca);
  const provider = await startProvider({ tls, origin: ORIGIN });
  const live = { events: 0, isGone: false };
  const form = { sent: 0, mayAnswer: Promise.resolve() };
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const signIn = new SignIn(settingsFor(provider.issuer), now);
  const means = await storedMeans();
  const console: Console = { means, origin: new URL(ORIGIN), temporalUi: undefined, signIn };
  const app = buildApp({
    console,
    logger: createLogger(),
    userOf: async (c) => signIn.userOf(c),
    routes: [...ROUTES, ...furtherRoutes(live, form)],
    now,
  });
  const pem = { cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) };
  const listen = async (port: number) => await serve({ host: '127.0.0.1', port, tls: pem, fetch: app.fetch });
  let serving = await listen(0);
  const { port } = serving;
  return {
    tls,
    provider,
    means,
    live,
    form,
    port,
    pass: (ms) => (aheadMs += ms),
    browser: () => new BrowserLike(tls.ca, { 'console.example': port }),
    goAway: async () => await serving.close(),
    comeBack: async () => {
      serving = await listen(port);
    },
    close: async () => {
      await serving.close();
      await provider.close();
    },
  };
}

/** With an app role for the auditor and a group for the viewer. */
export function settingsFor(issuer: string): SignInSettings {
  return {
    issuer: new URL(issuer),
    clientId: CLIENT_ID,
    clientSecret: new Secret(CLIENT_SECRET),
    scope: 'openid profile email',
    roles: { auditor: ['Archiver.Auditor'], viewer: ['7c1f2b1e-viewers'] },
  };
}
