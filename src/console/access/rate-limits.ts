import type { HttpBindings } from '@hono/node-server';
import { createMiddleware } from 'hono/factory';
import type { ConsoleContext, ConsoleEnv } from '../environment.js';
import { refusal } from '../refusal.js';
import { Buckets, type Rate } from './buckets.js';
import { ownerIdOf } from './permissions.js';

/** Far more than a person asks for, and less than fills storage and Temporal with questions. */
const PAGES: Rate = { burst: 600, perSecond: 10 };
/** Each takes two, leads to the provider, and is remembered for a while: enough for an office that comes to work. */
const SIGN_INS: Rate = { burst: 60, perSecond: 1 };

/** How many pages each user may ask for and, where nobody has signed in, each address. */
export function pageLimit(now = Date.now) {
  return limit(new Buckets(PAGES, now), (c) =>
    c.var.user ? `user ${ownerIdOf(c.var.user)}` : `address ${addressOf(c)}`,
  );
}

/** How many sign-ins each address may begin and end. */
export function signInLimit(now = Date.now) {
  return limit(new Buckets(SIGN_INS, now), addressOf);
}

function limit(buckets: Buckets, callerOf: (c: ConsoleContext) => string) {
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    if (!buckets.take(callerOf(c))) {
      c.header('retry-after', '1');
      return await refusal(c, 'tooMany');
    }
    await next();
    return;
  });
}

/**
 * Where a request comes from. Behind a proxy it is what the proxy next to us has added to `X-Forwarded-For`; whatever
 * stands before that anybody may have written.
 */
function addressOf(c: ConsoleContext): string {
  const forwarded = c.var.console.isBehindProxy ? c.req.header('x-forwarded-for') : undefined;
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return forwarded?.split(',').at(-1)?.trim() ?? incoming?.socket.remoteAddress ?? '';
}
