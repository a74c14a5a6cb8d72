import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { ConsoleContext, ConsoleEnv, Route } from '../environment.js';
import { refusal } from '../refusal.js';

/** The largest file that people give us is a mapping CSV. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** What people type is shorter; millions of fields of a larger form would keep the console from everybody else. */
const MAX_FORM_BYTES = 64 * 1024;

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/** How large a request to a route may be: a file comes in a form of parts only. */
export function formLimit({ takesFile = false }: Route) {
  const [form, file] = [MAX_FORM_BYTES, MAX_FILE_BYTES].map((maxSize) =>
    bodyLimit({ maxSize, onError: (c) => refusal(c as ConsoleContext, 'tooLarge') }),
  ) as [MiddlewareHandler, MiddlewareHandler];
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    const isFile = takesFile && /^multipart\//i.test(c.req.header('content-type') ?? '');
    return (await (isFile ? file : form)(c, next)) ?? undefined;
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
