import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import { checkKnownClient, checkTenant } from './entra.js';
import { layout, type Html } from './page-views.js';
import type { Tenant } from './state.js';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Where an administrator consents for the whole tenant. Entra asks, and then goes to `redirect_uri` with
 * `admin_consent=True`, or with `error=access_denied` (learn.microsoft.com/entra/identity-platform/v2-admin-consent).
 * Without one it goes to the registered address, which a pretend registration has not: there it says so itself.
 */
export function adminConsentRoutes(tenant: Tenant): Hono {
  const app = new Hono();
  app.get('/:tenant/adminconsent', (c) => {
    checkAsked(c, tenant);
    return page(c, question());
  });
  app.post('/:tenant/adminconsent', async (c) => {
    checkAsked(c, tenant);
    const isGiven = new URLSearchParams(await c.req.text()).get('answer') === 'accept';
    if (isGiven) tenant.rights.directory = true;
    const redirect = c.req.query('redirect_uri');
    if (redirect !== undefined) return c.redirect(answerAt(c, redirect, isGiven));
    return page(c, html`<p role="status">${isGiven ? CONSENTED : 'Nothing was consented to.'}</p>`);
  });
  return app;
}

const CONSENTED = 'Consented for the whole organisation. You can close this page and check again.';

function checkAsked(c: Context, tenant: Tenant): void {
  checkTenant(c, tenant);
  checkKnownClient(c.req.query('client_id') ?? null, tenant);
}

function answerAt(c: Context, redirect: string, isGiven: boolean): string {
  const url = new URL(redirect);
  const state = c.req.query('state');
  const answer = isGiven
    ? { admin_consent: 'True', tenant: c.req.param('tenant') ?? '' }
    : { error: 'access_denied' };
  for (const [name, value] of Object.entries({ ...answer, ...(state !== undefined && { state }) }))
    url.searchParams.set(name, value);
  return url.href;
}

function question(): Html {
  return html`<p>The app WhatsApp Archiver asks for, in the whole organisation:</p>
    <ul>
      <li>Read all users’ full profiles (User.Read.All)</li>
    </ul>
    <form method="post">
      <button name="answer" value="accept">Accept</button>
      <button name="answer" value="cancel">Cancel</button>
    </form>`;
}

function page(c: Context, content: Html) {
  c.header('Content-Security-Policy', PAGE_POLICY);
  c.header('Cache-Control', 'no-store');
  return c.html(
    layout(
      'Permissions requested',
      html`<h1>Permissions requested</h1>
        ${content}`,
    ),
  );
}
