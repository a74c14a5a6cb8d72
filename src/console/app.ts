import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { languageDetector } from 'hono/language';
import { routePath } from 'hono/route';
import type { Logger } from '@temporalio/common';
import { ArchiveError } from '../domain/errors.js';
import { framesOf } from '../logger.js';
import { securityHeaders } from './access/headers.js';
import { may, type User } from './access/permissions.js';
import { sameOrigin } from './access/same-origin.js';
import { BROWSER_FILES } from './browser-files.js';
import type { Console, ConsoleEnv, ConsoleContext, Route } from './environment.js';
import { refusal } from './refusal.js';
import { ROUTES } from './routes.js';
import { LANGUAGES, type Language } from './strings/index.js';

/** The largest file that people give us is a mapping CSV. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;

export interface AppOptions {
  console: Console;
  /** Who looks at the console; undefined where nobody has signed in. */
  userOf: (c: ConsoleContext) => Promise<User | undefined>;
  logger: Logger;
  /** For tests of what stands before every route. */
  routes?: readonly Route[];
}

/** The console as an app that answers requests: what holds for every address, then the table of routes. */
export function buildApp({ console, userOf, logger, routes = ROUTES }: AppOptions): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.use(securityHeaders);
  app.use(
    languageDetector({ supportedLanguages: Object.keys(LANGUAGES), fallbackLanguage: 'en', caches: false }),
  );
  app.use(async (c, next) => {
    c.set('console', console);
    c.set('strings', LANGUAGES[c.get('language' as never) as Language]);
    c.header('cache-control', 'no-store');
    await next();
  });
  app.use(sameOrigin);
  app.use(compress());
  app.get(
    '/assets/*',
    serveStatic({ root: BROWSER_FILES, rewriteRequestPath: (path) => path.replace('/assets', '') }),
  );
  app.use(async (c, next) => {
    c.set('user', await userOf(c));
    await next();
  });
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refusal(c as ConsoleContext, 'tooLarge') }));
  for (const { method, path, permission, handle } of routes) {
    app.on(method, path, async (c) => {
      if (may(c.var.user, permission)) return await handle(c);
      return await refusal(c, c.var.user ? 'notAllowed' : 'notSignedIn');
    });
  }
  app.notFound((c) => refusal(c, 'notFound'));
  app.onError((error, c) => {
    logger.error('A page failed.', { route: routePath(c), frames: framesOf(error), ...codeOf(error) });
    return refusal(c, 'unexpected');
  });
  return app;
}

function codeOf(error: Error): { code?: string } {
  return error instanceof ArchiveError ? { code: error.code } : {};
}
