import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ConsoleContext } from './environment.js';
import { page } from './parts/page.js';
import type { Strings } from './strings/index.js';

export type Refusal = keyof Strings['refusals'];

const STATUS: Record<Refusal, ContentfulStatusCode> = {
  otherHost: 421,
  otherOrigin: 403,
  notSignedIn: 401,
  notAllowed: 403,
  notFound: 404,
  tooLarge: 413,
  tooMany: 429,
  unexpected: 500,
};

/** A page that says why there is none, and what to do. */
export function refusal(c: ConsoleContext, why: Refusal): Response | Promise<Response> {
  c.status(STATUS[why]);
  const { title, text } = c.var.strings.refusals[why];
  return page(c, { title, content: <p class="notice bad">{text}</p> });
}
