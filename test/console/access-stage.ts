import { streamSSE } from 'hono/streaming';
import { createLogger } from '../../src/logger.js';
import { SignIn } from '../../src/console/access/sign-in.js';
import { buildApp } from '../../src/console/app.js';
import type { Console, Route } from '../../src/console/environment.js';
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
  /** What `/live` has sent. */
  live: { events: number };
  /** Where the console listens. */
  port: number;
  /** So much time passes for the console. */
  pass: (ms: number) => void;
  /** A browser without cookies. */
  browser: () => BrowserLike;
  close: () => Promise<void>;
}

/** A form and a page that keeps itself up to date, as others have them: both for those who may see states. */
const furtherRoutes = (live: { events: number }): readonly Route[] => [
  { method: 'POST', path: '/form', permission: 'view', handle: (c) => c.text('sent') },
  {
    method: 'GET',
    path: '/live',
    permission: 'view',
    handle: (c) =>
      streamSSE(c, async (stream) => {
        while (!stream.aborted && !stream.closed) {
          await stream.writeSSE({ event: 'content', data: 'now' });
          live.events += 1;
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
  const live = { events: 0 };
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const signIn = new SignIn(settingsFor(provider.issuer), now);
  const means = await storedMeans();
  const console: Console = { means, origin: new URL(ORIGIN), temporalUi: undefined, signIn };
  const app = buildApp({
    console,
    logger: createLogger(),
    userOf: async (c) => signIn.userOf(c),
    routes: [...ROUTES, ...furtherRoutes(live)],
    now,
  });
  const pem = { cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) };
  const serving = await serve({ host: '127.0.0.1', port: 0, tls: pem, fetch: app.fetch });
  return {
    tls,
    provider,
    means,
    live,
    port: serving.port,
    pass: (ms) => (aheadMs += ms),
    browser: () => new BrowserLike(tls.ca, { 'console.example': serving.port }),
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
