import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ConsoleContext } from './environment.js';
import { page } from './parts/page.js';
import type { Strings } from './strings/index.js';

export type Refusal = keyof Strings['refusals'];

const STATUS: Record<Refusal, ContentfulStatusCode> = {
  otherHost: 421,
  otherOrigin: 403,
  notSignedIn: 401,
  sessionEnded: 401,
  signInUnreachable: 503,
  signInRefused: 403,
  staleSignIn: 400,
  noRole: 403,
  tooManyGroups: 403,
  notAllowed: 403,
  notFound: 404,
  noForm: 415,
  malformed: 400,
  tooLarge: 413,
  tooMany: 429,
  unexpected: 500,
};

/** Where signing in helps: who has no role signs in as somebody else, if at all. */
const SIGN_IN_AT: Partial<Record<Refusal, string>> = {
  notSignedIn: '/sign-in',
  sessionEnded: '/sign-in',
  signInUnreachable: '/sign-in',
  signInRefused: '/sign-in',
  staleSignIn: '/sign-in',
  noRole: '/sign-in?again',
  tooManyGroups: '/sign-in?again',
};

/** A page that says why there is none, and what to do. */
export function refusal(
  c: ConsoleContext,
  why: Refusal,
  signInAt = SIGN_IN_AT[why],
): Response | Promise<Response> {
  c.status(STATUS[why]);
  const { refusals, common } = c.var.strings;
  const { title, text } = refusals[why];
  return page(c, {
    title,
    content: (
      <>
        <p class="notice bad">
          <span>{text}</span>
        </p>
        {signInAt !== undefined && (
          <a class="button main" href={signInAt}>
            {signInAt.endsWith('?again') ? common.signInAnew : common.signIn}
          </a>
        )}
      </>
    ),
  });
}
