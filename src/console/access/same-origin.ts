import { createMiddleware } from 'hono/factory';
import type { ConsoleContext, ConsoleEnv } from '../environment.js';
import { refusal } from '../refusal.js';

const CHANGES_NOTHING = ['GET', 'HEAD'];
/** `none`: the reader has typed the address. */
const OWN_SITES = ['same-origin', 'none'];

/**
 * Lets a change through only from a page of our own: browsers name where a request comes from, whatever it holds, and
 * no page can alter that (OWASP ASVS 5.0.0, 3.5.1). From elsewhere one can only be led to a page. A request for another
 * host than ours is refused whatever it asks for: a name that somebody has pointed at a loopback address would else
 * make their page ours.
 */
export const sameOrigin = createMiddleware<ConsoleEnv>(async (c, next) => {
  const { origin } = c.var.console;
  if (c.req.header('host') !== origin.host) return await refusal(c, 'otherHost');
  const isChange = !CHANGES_NOTHING.includes(c.req.method);
  if (isChange && c.req.header('origin') !== origin.origin) return await refusal(c, 'otherOrigin');
  if (!isFromOwnSite(c) && (isChange || !isNavigation(c))) return await refusal(c, 'otherOrigin');
  await next();
  return;
});

/** Also where a browser does not say so. */
function isFromOwnSite(c: ConsoleContext): boolean {
  return OWN_SITES.includes(c.req.header('sec-fetch-site') ?? 'none');
}

function isNavigation(c: ConsoleContext): boolean {
  return c.req.header('sec-fetch-mode') === 'navigate' && c.req.header('sec-fetch-dest') === 'document';
}
