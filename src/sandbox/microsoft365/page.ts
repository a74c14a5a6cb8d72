import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import { findUser } from './directory.js';
import type { Mailbox, StoredMessage } from './mailbox.js';
import { mailboxPage, mailPage, tenantPage } from './page-views.js';
import { STYLE } from './page-style.js';
import type { Tenant } from './state.js';

/** No script, nothing from elsewhere, nothing to submit; the frame is the mail's own document below. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * A mail's HTML is a stranger's. It is a document of its own, because a `srcdoc` would inherit the page's policy and
 * lose the mail's styles; `sandbox` holds it apart even where somebody opens it by itself.
 */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'; base-uri 'none'";

/** The page for people: who has got what. It only reads, and needs no token. */
export function pageRoutes(tenant: Tenant): Hono {
  const app = new Hono();
  for (const path of ['/', '/sandbox.css', '/mailboxes/*']) app.use(path, pageHeaders);
  app.get('/', (c) => c.html(tenantPage([...tenant.mailboxes.values()])));
  app.get('/sandbox.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/mailboxes/:user', (c) => {
    const page = Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1);
    const mailbox = mailboxOf(tenant, c);
    return mailbox ? c.html(mailboxPage(mailbox, c.req.query('folder'), page)) : c.notFound();
  });
  app.get('/mailboxes/:user/messages/:message', (c) => {
    const [mailbox, message] = find(tenant, c);
    return mailbox && message ? c.html(mailPage(mailbox, message)) : c.notFound();
  });
  app.get('/mailboxes/:user/messages/:message/body', (c) => {
    const [, message] = find(tenant, c);
    if (message === undefined) return c.notFound();
    const { contentType, content } = message.body;
    c.header('Content-Security-Policy', MAIL_POLICY);
    return c.html(contentType === 'html' ? withPictures(message) : html`<pre>${content}</pre>`);
  });
  app.get('/mailboxes/:user/messages/:message/attachments/:attachment', (c) => {
    const file = find(tenant, c)[1]?.attachments.find(({ id }) => id === c.req.param('attachment'));
    if (file === undefined) return c.notFound();
    // Never the sender's type: the browser must save the file, not show it.
    c.header('Content-Type', 'application/octet-stream');
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${rfc8187(file.name)}`);
    return c.body(new Uint8Array(file.bytes));
  });
  return app;
}

const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', PAGE_POLICY);
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', 'no-store');
};

function mailboxOf(tenant: Tenant, c: Context): Mailbox | undefined {
  const user = findUser(tenant.users, c.req.param('user') ?? '');
  return user && tenant.mailboxes.get(user.id);
}

function find(tenant: Tenant, c: Context): [Mailbox?, StoredMessage?] {
  const mailbox = mailboxOf(tenant, c);
  const message = mailbox?.messages().find(({ immutableId }) => immutableId === c.req.param('message'));
  return mailbox && message ? [mailbox, message] : [];
}

/** A mail program looks a `cid:` up among the attachments (RFC 2392); a browser shows only what stands in the page. */
function withPictures({ body, attachments }: StoredMessage): string {
  return body.content.replaceAll(/src="cid:([^"]+)"/g, (source, id) => {
    const picture = attachments.find(({ contentId }) => contentId === id);
    const isPicture = picture !== undefined && /^image\/(png|jpeg|gif)$/.test(picture.contentType);
    return isPicture
      ? `src="data:${picture.contentType};base64,${picture.bytes.toString('base64')}"`
      : source;
  });
}

/** RFC 8187 keeps fewer characters than encodeURIComponent does; a lone surrogate would make that throw. */
function rfc8187(name: string): string {
  const encoded = encodeURIComponent(Buffer.from(name).toString());
  return encoded.replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
