import type { ConsoleContext } from '../environment.js';
import { ownPath } from '../access/own-path.js';
import { page } from '../parts/page.js';
import { refusal } from '../refusal.js';

/** Leads to the provider, or straight on where one has signed in. `to`: where one lands; `again`: as somebody else. */
export async function beginSignIn(c: ConsoleContext): Promise<Response> {
  const { signIn, origin } = c.var.console;
  if (signIn === undefined) return await refusal(c, 'notFound');
  const to = ownPath(c.req.query('to'), origin);
  const isAnew = c.req.query('again') !== undefined;
  if (c.var.user && !isAnew) return c.redirect(to);
  return c.redirect((await signIn.begin(c, { to, origin, isAnew })).href);
}

/** Where the provider sends the browser back to. */
export async function finishSignIn(c: ConsoleContext): Promise<Response> {
  const { signIn, origin } = c.var.console;
  if (signIn === undefined) return await refusal(c, 'notFound');
  const outcome = await signIn.finish(c, origin);
  if (outcome === 'unexpected') return await refusal(c, 'staleSignIn');
  const { user } = outcome;
  if ('to' in outcome) {
    await c.var.accessLog.signedIn(user);
    return c.redirect(outcome.to);
  }
  c.set('user', user); // so that the page says as whom
  await c.var.accessLog.noEntry(user, outcome.noEntry);
  return await refusal(c, outcome.noEntry);
}

/**
 * Ends the session here, then the one at the provider. That is done by a page of ours that leads on: browsers do not
 * let a form lead to another site that the policy for forms does not name, and providers lead on to more of them.
 */
export async function signOut(c: ConsoleContext): Promise<Response> {
  const { console } = c.var;
  const next = await console.signIn?.end(c, console.origin);
  if (next === undefined) return c.redirect('/signed-out', 303);
  c.set('user', undefined);
  c.header('refresh', `0;url=${next.href}`);
  const { signIn } = c.var.strings;
  return await page(c, {
    title: signIn.signingOut,
    lead: signIn.signingOutLead,
    content: (
      <a class="button main" href={next.href}>
        {signIn.goOn}
      </a>
    ),
  });
}

export async function signedOut(c: ConsoleContext): Promise<Response> {
  if (c.var.user) return c.redirect('/connectors'); // by an old address: this would be untrue
  const { signIn, common } = c.var.strings;
  return await page(c, {
    title: signIn.signedOut,
    lead: signIn.signedOutLead,
    content: (
      <a class="button main" href="/sign-in">
        {common.signIn}
      </a>
    ),
  });
}
