import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { ConsoleContext, ConsoleEnv, Route } from '../environment.js';
import { refusal } from '../refusal.js';

/** The largest file that people give us is a mapping CSV. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;
/** Whoever has not signed in has nothing to send. */
const MAX_PUBLIC_BODY_BYTES = 64 * 1024;

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/** How large a request to a route may be. */
export function formLimit({ permission }: Route) {
  return bodyLimit({
    maxSize: permission === 'public' ? MAX_PUBLIC_BODY_BYTES : MAX_BODY_BYTES,
    onError: (c) => refusal(c as ConsoleContext, 'tooLarge'),
  });
}

/** Only forms, and only such as can be read: a page then finds its fields parsed. */
export const onlyForms = createMiddleware<ConsoleEnv>(async (c, next) => {
  const type = c.req.header('content-type');
  if (type !== undefined && c.req.method === 'POST') {
    if (!FORM.test(type)) return await refusal(c, 'noForm');
    const isRead = await c.req.formData().then(
      () => true,
      () => false,
    );
    if (!isRead) return await refusal(c, 'malformed');
  }
  await next();
  return;
});
