import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ConsoleContext } from '../environment.js';
import { Navigation } from './navigation.js';
import { Notices } from './notices.js';

export interface PageContent {
  /** Of the window, and its heading. */
  title: string;
  /** A sentence below the heading. */
  lead?: string;
  /** Beside the heading: what can be done here. */
  actions?: Child;
  content: Child;
}

/** A whole page: the frame with its navigation around what it is about. */
export function page(c: ConsoleContext, { title, lead, actions, content }: PageContent) {
  const { strings, console, user } = c.var;
  const hasSignIn = console.signIn !== undefined;
  const body = (
    <html lang={strings.tag}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${strings.common.product}`}</title>
        <link rel="icon" href="/assets/icon.svg" />
        <link rel="stylesheet" href="/assets/console.css" />
        <script type="module" src="/assets/console.mjs" />
      </head>
      <body>
        <a class="skip" href="#page">
          {strings.common.skip}
        </a>
        <Navigation path={c.req.path} strings={strings} user={user} hasSignIn={hasSignIn} />
        <main id="page" tabindex={-1}>
          <header class="heading">
            <div>
              <h1>{title}</h1>
              {lead && <p class="lead">{lead}</p>}
            </div>
            {actions && <div class="actions">{actions}</div>}
          </header>
          <Notices address={c.req.url} strings={strings} hasSession={hasSignIn && user !== undefined} />
          {content}
        </main>
      </body>
    </html>
  );
  return c.html(html`<!doctype html>${body}`);
}
