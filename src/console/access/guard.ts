import { createMiddleware } from 'hono/factory';
import type { ConsoleContext, ConsoleEnv, Route } from '../environment.js';
import { refusal } from '../refusal.js';
import { may } from './permissions.js';
import { signInAddress } from './sign-in-address.js';

/** Lets those through to a route who may go there. An attempt of anybody else who has signed in is written down. */
export function guard(route: Route) {
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    const { user } = c.var;
    if (may(user, route.permission)) {
      await next();
      return;
    }
    if (user === undefined) return await notSignedIn(c);
    await c.var.accessLog.refused(user, route, c.req.param('id'));
    return await refusal(c, 'notAllowed');
  });
}

/**
 * Whoever opens a page signs in and lands on it. A form that comes too late is not sent again by itself: somebody else
 * may sit there now, and the page may show something else.
 */
function notSignedIn(c: ConsoleContext): Response | Promise<Response> {
  const isChange = c.req.method === 'POST';
  const href = signInAddress(isChange ? c.req.header('referer') : c.req.url);
  const isPage = c.req.header('accept')?.includes('text/html') ?? false;
  if (isPage && !isChange && c.var.console.signIn) return c.redirect(href);
  return refusal(c, isChange ? 'sessionEnded' : 'notSignedIn', href);
}
