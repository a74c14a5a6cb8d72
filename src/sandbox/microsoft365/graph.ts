import { randomUUID } from 'node:crypto';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { answerBatch } from './batch.js';
import { checkToken } from './entra.js';
import { folderRoutes } from './folders.js';
import { openMailbox, unknownSegment, wantsImmutableIds } from './mail-call.js';
import type { Mailbox } from './mailbox.js';
import { messageRoutes } from './messages.js';
import { limitBody } from './request-size.js';
import type { GraphEnv } from './requests.js';
import type { Tenant } from './state.js';
import { userRoutes } from './users.js';

/**
 * Everything under `/v1.0`: the token first, as Graph does, then the path, then the mailbox. `send` answers a request
 * of a batch as if it had come alone.
 */
export function graphRoutes(
  tenant: Tenant,
  send: (request: Request, c: Context<GraphEnv>) => Promise<Response>,
): Hono<GraphEnv> {
  const graph = new Hono<GraphEnv>();
  graph.use('*', requestIds);
  graph.use('*', async (c, next) => {
    await checkToken(tenant, c.req.header('authorization'), new URL(c.req.url).origin);
    return next();
  });
  graph.post('/$batch', limitBody(tenant), (c) => answerBatch(c, (request) => send(request, c)));
  graph.route('/users/:user', mailRoutes(tenant));
  graph.route('/', userRoutes(tenant));
  graph.all('*', (c) => {
    throw unknownSegment(c.req.path);
  });
  return graph;
}

function mailRoutes(tenant: Tenant): Hono<GraphEnv & { Variables: { mailbox: Mailbox } }> {
  const mail = new Hono<GraphEnv & { Variables: { mailbox: Mailbox } }>();
  mail.use('/messages/*', openMailbox(tenant));
  mail.use('/mailFolders/*', openMailbox(tenant));
  mail.use('/mailboxSettings/*', openMailbox(tenant));
  folderRoutes(mail, tenant);
  messageRoutes(mail, tenant);
  mail.get('/mailboxSettings/userPurpose', (c) => c.json({ value: c.get('mailbox').user.userPurpose }));
  mail.all('/*', async (c, next) => {
    if (/\/(messages|mailFolders|mailboxSettings)(\/|$)/.test(c.req.path)) throw unknownSegment(c.req.path);
    return next();
  });
  return mail;
}

/** Graph names every answer, and gives the caller's own name back. */
const requestIds: MiddlewareHandler<GraphEnv> = async (c, next) => {
  const requestId = randomUUID();
  const clientRequestId = c.req.header('client-request-id') ?? requestId;
  c.set('requestId', requestId);
  c.set('clientRequestId', clientRequestId);
  await next();
  if (wantsImmutableIds(c)) c.header('Preference-Applied', 'IdType="ImmutableId"');
  c.header('request-id', requestId);
  c.header('client-request-id', clientRequestId);
};
