import type { Context } from 'hono';
import { z } from 'zod';
import { badRequest } from './graph-error.js';
import { parseBody, parseJson } from './message-body.js';
import type { GraphEnv } from './requests.js';

/** learn.microsoft.com/graph/json-batching. */
const MAX_REQUESTS = 20;

const oneRequest = z.strictObject({
  id: z.string().min(1),
  method: z.string().regex(/^(GET|POST|PUT|PATCH|DELETE)$/i),
  /** Below the version; an absolute address is no url of a batch. */
  url: z.string().regex(/^\/?[^/:]+(\/|\?|$)/),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
});
const batchSchema = z.strictObject({ requests: z.array(oneRequest).min(1).max(MAX_REQUESTS) });

type OneRequest = z.infer<typeof oneRequest>;

interface OneAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

/**
 * POST /$batch: each request goes through everything that it would meet alone, its throttling too, and the batch itself
 * is answered 200. `send` answers a request as the whole service does.
 */
export async function answerBatch(
  c: Context<GraphEnv>,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const json = parseJson(c.req.header('content-type'), await c.req.text());
  const { requests } = parseBody(batchSchema, json, 'microsoft.graph.batchRequest');
  checkOrder(requests);
  checkNotNested(c, requests);
  const answers = new Map<string, Promise<OneAnswer>>();
  for (const request of requests) answers.set(request.id, answerOne(c, request, answers, send));
  return c.json({ responses: await Promise.all(answers.values()) });
}

/** Ids are the batch's own, and a request waits only for requests before it. */
function checkOrder(requests: readonly OneRequest[]): void {
  const known = new Set<string>();
  for (const { id, dependsOn = [] } of requests) {
    if (known.has(id)) throw badRequest('BadRequest', `The request id '${id}' is not unique in the batch.`);
    if (!dependsOn.every((other) => known.has(other)))
      throw badRequest('BadRequest', `The request '${id}' depends on one that does not come before it.`);
    known.add(id);
  }
}

/** Else one call could ask for 20 to the power of its depth. What Graph answers to it is not documented. */
function checkNotNested(c: Context, requests: readonly OneRequest[]): void {
  if (requests.some(({ url }) => addressOf(c, url).pathname.toLowerCase().endsWith('/$batch')))
    throw badRequest('BadRequest', 'A batch cannot hold another batch.');
}

async function answerOne(
  c: Context<GraphEnv>,
  request: OneRequest,
  answers: ReadonlyMap<string, Promise<OneAnswer>>,
  send: (request: Request) => Promise<Response>,
): Promise<OneAnswer> {
  const { id, dependsOn = [] } = request;
  const before = await Promise.all(dependsOn.flatMap((other) => answers.get(other) ?? []));
  if (before.some(({ status }) => status >= 400))
    return {
      id,
      status: 424,
      headers: { 'Content-Type': 'application/json' },
      body: {
        error: { code: 'FailedDependency', message: 'A request that this one depends on has failed.' },
      },
    };
  const response = await send(asCall(c, request));
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    id,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    ...(text !== '' && { body: isJson ? JSON.parse(text) : text }),
  };
}

/** With the batch's own token and the request's own headers. */
function asCall(c: Context, { method, url, headers, body }: OneRequest): Request {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const all = new Headers(headers);
  all.set('authorization', c.req.header('authorization') ?? '');
  if (text !== undefined) all.set('content-length', String(Buffer.byteLength(text)));
  return new Request(addressOf(c, url), { method, headers: all, ...(text !== undefined && { body: text }) });
}

function addressOf(c: Context, url: string): URL {
  return new URL(`/v1.0/${url.replace(/^\//, '')}`, c.req.url);
}
