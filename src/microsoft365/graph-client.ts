import { Client, HTTPMessageHandler, ResponseType } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { faultOf, lostAnswer, readJson } from './answers.js';
import { unreachable } from './graph-errors.js';
import { CallRecord, FailureRecorder, TokenHandler } from './graph-middleware.js';
import type { TokenSource } from './token-source.js';

const VERSION = 'v1.0';
const MAX_PAGES = 100;

export interface GraphCall<T> {
  /** What it is for, to follow "while" in an error message. Names nobody. */
  doing: string;
  /** Below the version; ids in it went through `segment`. */
  path: string;
  /** Raw values. */
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** With a body it is a POST. JSON text, or what becomes JSON. */
  body?: unknown;
  deadlineMs: number;
  /** What the answer must look like. */
  answer: z.ZodType<T>;
}

/** An id as a part of a path. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

/**
 * Sends each call once. The SDK's own chain is replaced, for its retry handler POSTs again after a 504 and its
 * redirect handler follows anywhere: both can make a mail twice.
 */
export class GraphClient {
  private readonly client: Client;

  constructor(
    graphUrl: string,
    private readonly tokens: TokenSource,
  ) {
    const token = new TokenHandler(tokens, new URL(graphUrl).origin);
    this.client = Client.initWithMiddleware({
      baseUrl: graphUrl,
      defaultVersion: VERSION,
      middleware: [new FailureRecorder(), token, new HTTPMessageHandler()],
      // Without immutable ids a mail's id would change whenever its owner moves it.
      fetchOptions: { redirect: 'manual', headers: { Prefer: 'IdType="ImmutableId"' } },
    });
  }

  /** Sees to it that the next call has its token. Rejects as the login does. */
  async logIn(signal: AbortSignal): Promise<void> {
    await this.tokens.token(signal);
  }

  /**
   * Rejects with GraphFault for an answer that is no success, with GraphUnreachable for none in time or one that is
   * not as `answer` says, as the login does where there is no token, and with the signal's own reason.
   */
  async send<T>(call: GraphCall<T>, signal: AbortSignal): Promise<T> {
    const { response, body } = await this.exchange(call, signal);
    if (!response.ok) throw faultOf(call.doing, response, body);
    const answer = call.answer.safeParse(body);
    if (answer.success) return answer.data;
    throw unreachable(call.doing, `status ${response.status}, not the documented answer`);
  }

  /** All of a collection, page by page. `call.answer` describes one element. Rejects as `send` does. */
  async list<T>(call: GraphCall<T>, signal: AbortSignal): Promise<T[]> {
    const answer = z.object({ value: z.array(call.answer), '@odata.nextLink': z.string().optional() });
    const { doing, deadlineMs, headers = {} } = call;
    const found: T[] = [];
    let next: GraphCall<z.infer<typeof answer>> = { ...call, answer };
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = await this.send(next, signal);
      found.push(...page.value);
      const link = page['@odata.nextLink'];
      if (link === undefined) return found;
      next = { doing, deadlineMs, headers, answer, path: pathOf(link, doing) };
    }
    throw unreachable(doing, `more than ${MAX_PAGES} pages`);
  }

  private async exchange<T>(call: GraphCall<T>, signal: AbortSignal): Promise<Exchanged> {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(call.deadlineMs)]);
    const record = new CallRecord();
    const request = this.client
      .api(call.path)
      .query(encoded(call.query ?? {}))
      .headers(call.headers ?? {})
      .middlewareOptions([record])
      .option('signal', deadline)
      // Raw, because the SDK drops status, headers and request id where an error's body is empty or HTML.
      .responseType(ResponseType.RAW);
    try {
      const response: Response = await (call.body === undefined
        ? request.get()
        : request.post(textOf(call.body)));
      return { response, body: await readJson(response) };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw lostAnswer(call.doing, record.failure ?? error, deadline);
    }
  }
}

interface Exchanged {
  response: Response;
  /** Undefined where it was no JSON. */
  body: unknown;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function encoded(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, encodeURIComponent(value)]));
}

/** A next link below the version. Its host is not followed: the token would go wherever an answer says. */
function pathOf(link: string, doing: string): string {
  const path = /^https:\/\/[^/]+.*?\/v1\.0(\/.*)$/.exec(link)?.[1];
  if (path === undefined) throw unreachable(doing, 'a next link that cannot be followed');
  return path;
}
