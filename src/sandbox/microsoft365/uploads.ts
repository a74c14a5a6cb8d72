import { Hono, type Context } from 'hono';
import { storedFile } from './attachments.js';
import { stateOf } from './create-upload-session.js';
import { badRequest, GraphError, itemNotFound } from './graph-error.js';
import { inSlot } from './mail-call.js';
import { changeKeyOf } from './mailbox.js';
import type { GraphEnv } from './requests.js';
import { checkSize, sizeOf } from './message-size.js';
import type { Tenant } from './state.js';
import type { UploadSession } from './upload-sessions.js';

/** "Up to 4 MB": the smaller reading. */
const MAX_SLICE_BYTES = 4_000_000;

interface Slice {
  from: number;
  bytes: Buffer;
}

/**
 * The host that upload addresses lead to (learn.microsoft.com/graph/outlook-large-attachments). It knows sessions and
 * nothing else; what it answers to a slice out of order is not documented, the rest is.
 */
export function uploadRoutes(tenant: Tenant): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>();
  const path = '/api/v2.0/:user/:message/:session';
  app.put(path, (c) => inSession(c, tenant, (session) => takeSlice(c, tenant, session)));
  app.get(path, (c) => inSession(c, tenant, async (session) => c.json(stateOf(session))));
  app.delete(path, (c) =>
    inSession(c, tenant, async (session) => {
      tenant.uploads.close(session);
      return c.body(null, 204);
    }),
  );
  return app;
}

async function inSession(
  c: Context<GraphEnv>,
  tenant: Tenant,
  work: (session: UploadSession) => Promise<Response>,
): Promise<Response> {
  const session = sessionOf(c, tenant);
  c.set('mailboxId', session.mailbox.user.id);
  return inSlot(c, tenant, session.mailbox, () => work(session));
}

/** A Graph token is meant for another audience and refused, though the address alone would do (msgraph-sdk-java-core issue 445). */
function sessionOf(c: Context, { uploads }: Tenant): UploadSession {
  if (c.req.header('authorization') !== undefined)
    throw new GraphError(401, 'InvalidAudience', "The audience claim value is invalid 'aud'.");
  const id = /^AttachmentSessions\('(.+)'\)$/.exec(c.req.param('session') ?? '')?.[1] ?? '';
  const session = uploads.find(id);
  if (session === undefined) throw itemNotFound();
  if (c.req.query('authtoken') !== session.token)
    throw new GraphError(401, 'InvalidAuthenticationToken', 'The token in the address is not valid.');
  return session;
}

/** Bytes are kept until the last one is there; only then does the message have one attachment more. */
async function takeSlice(c: Context<GraphEnv>, tenant: Tenant, session: UploadSession): Promise<Response> {
  const { message, announced } = session;
  const slice = await readSlice(c, announced.sizeBytes);
  // Two sessions on one message, or a message changed meanwhile (msgraph-sdk-dotnet issue 1287).
  if (changeKeyOf(message) !== session.changeKey)
    throw new GraphError(
      412,
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    );
  if (slice.from !== session.receivedBytes)
    throw new GraphError(416, 'ErrorInvalidContentRange', 'The range is not the one expected next.');
  checkSize(sizeOf(message) + session.receivedBytes + slice.bytes.length, tenant);
  session.slices.push(slice.bytes);
  session.receivedBytes += slice.bytes.length;
  return session.receivedBytes < announced.sizeBytes ? c.json(stateOf(session)) : attach(c, tenant, session);
}

/** Range and body must say the same, and the total must be the announced one. */
async function readSlice(c: Context, totalBytes: number): Promise<Slice> {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(c.req.header('content-range') ?? '');
  const [from, to, total] = (range ?? []).slice(1).map(Number);
  if (!/^application\/octet-stream$/i.test(c.req.header('content-type') ?? ''))
    throw new GraphError(415, 'UnsupportedMediaType', 'A slice is application/octet-stream.');
  if (from === undefined || to === undefined || total !== totalBytes || to < from || to >= total)
    throw badRequest('ErrorInvalidContentRange', 'The Content-Range header is invalid.');
  const length = Number(c.req.header('content-length') ?? NaN);
  if (length > MAX_SLICE_BYTES) throw new GraphError(413, 'RequestEntityTooLarge', 'A slice is over 4 MB.');
  const bytes = Buffer.from(await c.req.arrayBuffer());
  if (length !== to - from + 1 || bytes.length !== length)
    throw badRequest('ErrorInvalidContentRange', 'Content-Range and Content-Length do not agree.');
  return { from, bytes };
}

function attach(c: Context, tenant: Tenant, session: UploadSession): Response {
  const { message, announced, slices } = session;
  const { sizeBytes: _, ...about } = announced;
  const attachment = storedFile(about, Buffer.concat(slices));
  message.attachments.push(attachment);
  message.changes += 1;
  tenant.uploads.close(session);
  const { origin, pathname } = new URL(c.req.url);
  c.header('Location', `${origin}${pathname.replace(/\/[^/]+$/, '')}/Attachments('${attachment.id}')`);
  return c.body(null, 201);
}
