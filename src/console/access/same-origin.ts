import { createMiddleware } from 'hono/factory';
import type { ConsoleEnv } from '../environment.js';
import { refusal } from '../refusal.js';

const CHANGES_NOTHING = ['GET', 'HEAD'];

/**
 * Lets a change through only from a page of our own: browsers name where a request comes from and no page can alter
 * that (OWASP ASVS 5.0.0, 3.5.1). A request for another host than ours is refused whatever it asks for: a name that
 * somebody has pointed at a loopback address would else make their page ours.
 */
export const sameOrigin = createMiddleware<ConsoleEnv>(async (c, next) => {
  const { origin } = c.var.console;
  if (c.req.header('host') !== origin.host) return await refusal(c, 'otherHost');
  const isChange = !CHANGES_NOTHING.includes(c.req.method);
  if (isChange && c.req.header('origin') !== origin.origin) return await refusal(c, 'otherOrigin');
  await next();
  return;
});
