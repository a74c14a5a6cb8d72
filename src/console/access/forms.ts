import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { ConsoleContext, ConsoleEnv, Route } from '../environment.js';
import { refusal, type Refusal } from '../refusal.js';

/** The largest file that people give us is a mapping CSV. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** What people type is shorter; millions of fields of a larger form would keep the console from everybody else. */
const MAX_FORM_BYTES = 64 * 1024;

/** Three times our largest form; the parts of the largest file would keep the console from everybody else for seconds. */
const MAX_PARTS = 100;
/** Of each part: its name and that of a file. Millions of header lines would keep the console from everybody as well. */
const MAX_HEAD_BYTES = 4 * 1024;
const BLANK_LINE = '\r\n\r\n';

const FORM = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;
const OF_PARTS = /^multipart\//i;
/** As browsers write it. Whatever could be read in two ways is not read. */
const BOUNDARY = /^multipart\/form-data\s*;\s*boundary="?([\w'-]{1,70})"?\s*$/i;

/** How large a request to a route may be: a file comes in a form of parts only. */
export function formLimit({ takesFile = false }: Route) {
  const [form, file] = [MAX_FORM_BYTES, MAX_FILE_BYTES].map((maxSize) =>
    bodyLimit({ maxSize, onError: (c) => refusal(c as ConsoleContext, 'tooLarge') }),
  ) as [MiddlewareHandler, MiddlewareHandler];
  return createMiddleware<ConsoleEnv>(async (c, next) => {
    const isFile = takesFile && OF_PARTS.test(c.req.header('content-type') ?? '');
    return (await (isFile ? file : form)(c, next)) ?? undefined;
  });
}

/** Only forms, and only such as can be read: a page then finds its fields parsed. */
export const onlyForms = createMiddleware<ConsoleEnv>(async (c, next) => {
  const type = c.req.header('content-type');
  const why = type !== undefined && c.req.method === 'POST' ? await faultOf(c, type) : undefined;
  if (why !== undefined) return await refusal(c, why);
  await next();
  return;
});

/** Why it is no form that we take; undefined where it is, and has been parsed. */
async function faultOf(c: ConsoleContext, type: string): Promise<Refusal | undefined> {
  if (!FORM.test(type)) return 'noForm';
  try {
    if (OF_PARTS.test(type) && (await hasTooManyParts(c, type))) return 'tooLarge';
    await c.req.formData();
    return undefined;
  } catch {
    return 'malformed';
  }
}

/**
 * Counted before they are parsed: that is what costs. Rejects where it is not clear what parts them, or where the head of
 * one does not end.
 */
async function hasTooManyParts(c: ConsoleContext, type: string): Promise<boolean> {
  const [, boundary] = BOUNDARY.exec(type) ?? [];
  if (boundary === undefined) throw new TypeError('The form names no boundary.');
  const [body, between] = [Buffer.from(await c.req.arrayBuffer()), `--${boundary}`];
  let parts = 0;
  for (let at = body.indexOf(between); at !== -1 && parts <= MAX_PARTS; at = body.indexOf(between, at)) {
    at += between.length;
    const head = body.subarray(at, at + MAX_HEAD_BYTES);
    if (head.toString('latin1', 0, 2) === '--') break; // the end of the form (RFC 2046 5.1.1)
    if (!head.includes(BLANK_LINE)) throw new TypeError('The head of a part does not end.');
    parts += 1;
  }
  return parts > MAX_PARTS;
}
