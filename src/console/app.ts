import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { languageDetector } from 'hono/language';
import { routePath } from 'hono/route';
import type { Logger } from '@temporalio/common';
import { ArchiveError } from '../domain/errors.js';
import type { ReasonCode } from '../domain/reasons.js';
import { temporalError } from '../temporal/connect.js';
import { framesOf } from '../logger.js';
import { AccessLog } from './access/access-log.js';
import { formLimit, onlyForms } from './access/forms.js';
import { guard } from './access/guard.js';
import { securityHeaders } from './access/headers.js';
import { whileAllowed } from './access/live-requests.js';
import { LiveStreams } from './access/live-streams.js';
import { may, type User } from './access/permissions.js';
import { pageLimit, signInLimit } from './access/rate-limits.js';
import { sameOrigin } from './access/same-origin.js';
import { BROWSER_FILES } from './browser-files.js';
import type { Console, ConsoleEnv, ConsoleContext, Route } from './environment.js';
import { errorPage } from './error-page.js';
import { refusal, type Refusal } from './refusal.js';
import { ROUTES } from './routes.js';
import { LANGUAGES, type Language } from './strings/index.js';

export interface AppOptions {
  console: Console;
  /** Who looks at the console; undefined where nobody has signed in. */
  userOf: (c: ConsoleContext) => Promise<User | undefined>;
  logger: Logger;
  /** For tests of what stands before every route. */
  routes?: readonly Route[];
  /** For tests of what passes with time. */
  now?: () => number;
}

/** The console as an app that answers requests: what holds for every address, then the table of routes. */
export function buildApp({ console, userOf, logger, routes = ROUTES, now }: AppOptions): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  const accessLog = new AccessLog(console.means.audit, logger, now);
  const streams = new LiveStreams();
  app.use(securityHeaders);
  app.use(
    languageDetector({ supportedLanguages: Object.keys(LANGUAGES), fallbackLanguage: 'en', caches: false }),
  );
  app.use(async (c, next) => {
    c.set('console', console);
    c.set('accessLog', accessLog);
    c.set('strings', LANGUAGES[c.get('language' as never) as Language]);
    c.header('cache-control', 'no-store');
    await next();
  });
  app.use(sameOrigin);
  // Safe over TLS: no page holds a secret of the reader's beside words of an attacker (BREACH). Sessions stand in cookies
  // alone, forms need no token, and other sites can lead to a page but never see its size. Events are not compressed.
  app.use(compress());
  app.get(
    '/assets/:file{[a-z-]+\\.(?:css|mjs|svg)}',
    etag(),
    async (c, next) => {
      // Asked for each time, and sent only where they have changed.
      c.header('cache-control', 'no-cache');
      await next();
    },
    serveStatic({ root: BROWSER_FILES, rewriteRequestPath: (path) => path.replace('/assets', '') }),
  );
  app.use(async (c, next) => {
    c.set('user', await userOf(c));
    await next();
  });
  app.use(pageLimit(now));
  app.use('/sign-in/*', signInLimit(now));
  for (const route of routes) {
    app.on(route.method, route.path, guard(route), formLimit(route), onlyForms, async (c) =>
      streams.limit(
        c,
        whileAllowed(await route.handle(c), async () => may(await userOf(c), route.permission)),
      ),
    );
  }
  app.notFound((c) => refusal(c, 'notFound'));
  app.onError((error, c) => {
    const known = temporalError(error) ?? error;
    if (known instanceof ArchiveError && known.code !== 'Unexpected') {
      logger.warn('A page was refused.', { route: routePath(c), code: known.code });
      const why = REFUSALS[known.code];
      return why ? refusal(c, why) : errorPage(c, known);
    }
    logger.error('A page failed.', { route: routePath(c), frames: framesOf(error), ...codeOf(known) });
    return refusal(c, 'unexpected');
  });
  return app;
}

/** What is not for the page to answer and no defect either. */
const REFUSALS: Partial<Record<ReasonCode, Refusal>> = {
  SignInUnreachable: 'signInUnreachable',
  SignInRefused: 'signInRefused',
  ConnectorNotFound: 'notFound',
  RunNotFound: 'notFound',
};

function codeOf(error: Error): { code?: string } {
  return error instanceof ArchiveError ? { code: error.code } : {};
}
