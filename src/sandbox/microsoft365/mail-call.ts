import { setTimeout as delay } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import { findUser } from './directory.js';
import { GraphError } from './graph-error.js';
import type { Mailbox } from './mailbox.js';
import type { GraphEnv } from './requests.js';
import type { Tenant } from './state.js';

/** The context of a call into a mailbox. */
export type MailContext = Context<GraphEnv & { Variables: { mailbox: Mailbox } }>;

/**
 * What every mail call goes through: the user, a slot in the mailbox, the right to it, and that it is there. The slot
 * is held while the call is answered.
 */
export function openMailbox(
  tenant: Tenant,
): MiddlewareHandler<GraphEnv & { Variables: { mailbox: Mailbox } }> {
  return async (c, next) => {
    const mailbox = mailboxOf(tenant, c.req.param('user') ?? '');
    c.set('mailboxId', mailbox.user.id);
    await inSlot(c, tenant, mailbox, async () => {
      c.set('mailbox', mailbox);
      await next();
    });
  };
}

/** Does the work in one of the mailbox's slots, where the app may open it. Throws 429, 403 or 404 where it may not. */
export async function inSlot<T>(
  c: Context,
  tenant: Tenant,
  mailbox: Mailbox,
  work: () => Promise<T>,
): Promise<T> {
  const uploadBytes = c.req.method === 'GET' ? 0 : Number(c.req.header('content-length') ?? 0);
  const leave = tenant.throttle.enter(mailbox.user.id, uploadBytes);
  try {
    await delay(tenant.settings.latencyMs);
    checkRights(c, tenant, mailbox);
    return await work();
  } finally {
    leave();
  }
}

/** Graph's own fallback for what a request path does not know, after the segment that it stumbled on. */
export function unknownSegment(path: string): GraphError {
  const segment = path.split('/').findLast((part) => part !== '') ?? '';
  return new GraphError(
    400,
    'BadRequest',
    `Resource not found for the segment '${decodeURIComponent(segment)}'.`,
  );
}

/** A path parameter that the route is known to have. */
export function param(c: Context, name: string): string {
  const value = c.req.param(name);
  if (value === undefined) throw unknownSegment(c.req.path);
  return value;
}

export function wantsImmutableIds(c: Context): boolean {
  return /(^|[,;\s])IdType="ImmutableId"/.test(c.req.header('prefer') ?? '');
}

function mailboxOf(tenant: Tenant, key: string): Mailbox {
  // By object id without a search, for so a tenant of thousands is asked for mailbox after mailbox.
  const mailbox = tenant.mailboxes.get(key) ?? tenant.mailboxes.get(findUser(tenant.users, key)?.id ?? '');
  if (mailbox === undefined || mailbox.user.deletedDateTime !== null)
    throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${key}' is invalid.`);
  return mailbox;
}

function checkRights(c: Context, { rights }: Tenant, { user, isRevoked }: Mailbox): void {
  const isOfSettings = /\/mailboxSettings(\/|$)/.test(c.req.path);
  // Grants add up (learn.microsoft.com/exchange/permissions-exo/application-rbac).
  const isOpen = !isOfSettings && rights.mailInEntra;
  const isGranted = isOfSettings ? rights.mailboxSettings : rights.mail || isOpen;
  if (!isGranted)
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  if (!isOpen && rights.deniedMailboxes.has(user.id))
    throw new GraphError(403, 'ErrorAccessDenied', 'Access to OData is disabled.');
  if (isRevoked)
    throw new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
}
