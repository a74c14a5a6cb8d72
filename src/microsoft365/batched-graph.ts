import DataLoader from 'dataloader';
import pLimit from 'p-limit';
import { z } from 'zod';
import { faultOf } from './answers.js';
import type { GraphCall, GraphClient } from './graph-client.js';
import { unreachable } from './graph-errors.js';
import { GATHER_MS, LOOK_UP_DEADLINE_MS } from './limits.js';

/** Graph's limit (learn.microsoft.com/graph/json-batching). */
const MAX_REQUESTS = 20;
/** More would only be refused sooner: a batch counts as its requests. */
const BATCHES_AT_A_TIME = 4;

/** A call that only reads; `headers` go along with it alone. */
export type LookUp<T> = Pick<GraphCall<T>, 'doing' | 'path' | 'query' | 'headers' | 'answer'>;

const innerAnswer = z.object({
  id: z.string(),
  status: z.number().int(),
  headers: z.record(z.string(), z.string()).nullish().catch(null),
  body: z.unknown(),
});
type InnerAnswer = z.infer<typeof innerAnswer>;
const batchAnswer = z.object({ responses: z.array(innerAnswer) });

/**
 * Sends look-ups that are asked for at about the same time together, 20 in a request. Only look-ups: where the answer to
 * a batch is lost each of them rejects with GraphUnreachable and may simply be asked for again.
 */
export class BatchedGraph {
  readonly #loader: DataLoader<LookUp<unknown>, InnerAnswer>;
  readonly #limit = pLimit(BATCHES_AT_A_TIME);

  constructor(private readonly graph: GraphClient) {
    this.#loader = new DataLoader((calls) => this.#limit(() => this.#exchange(calls)), {
      cache: false,
      maxBatchSize: MAX_REQUESTS,
      batchScheduleFn: (dispatch) => void setTimeout(dispatch, GATHER_MS),
    });
  }

  /** Rejects as GraphClient.send does; each look-up for itself, also where others of its batch were answered. */
  async send<T>(call: LookUp<T>): Promise<T> {
    const inner = await this.#loader.load(call);
    if (inner.status < 200 || inner.status >= 300) throw faultIn(call, inner);
    const answer = call.answer.safeParse(inner.body);
    if (answer.success) return answer.data;
    throw unreachable(call.doing, `status ${inner.status} in a batch, not the documented answer`);
  }

  /** All of a collection; `call.answer` describes one element. */
  async list<T>(call: LookUp<T>): Promise<T[]> {
    const page = z.object({ value: z.array(call.answer), '@odata.nextLink': z.string().optional() });
    const { value, '@odata.nextLink': next } = await this.send({ ...call, answer: page });
    if (next === undefined) return value;
    // Hardly ever, for nobody shares an address with a hundred others: asked for anew, page by page.
    return await this.graph.list({ ...call, deadlineMs: LOOK_UP_DEADLINE_MS }, new AbortController().signal);
  }

  async #exchange(calls: readonly LookUp<unknown>[]): Promise<(InnerAnswer | Error)[]> {
    const requests = calls.map((call, index) => ({
      id: String(index),
      method: 'GET',
      url: urlOf(call),
      ...(call.headers && { headers: call.headers }),
    }));
    const { responses } = await this.graph.send(
      {
        doing: 'looking up several things at once',
        path: '/$batch',
        body: { requests },
        deadlineMs: LOOK_UP_DEADLINE_MS,
        answer: batchAnswer,
      },
      // Belongs to no caller, for others wait for it too: only the deadline ends it.
      new AbortController().signal,
    );
    const byId = new Map(responses.map((response) => [response.id, response]));
    return calls.map(
      ({ doing }, index) => byId.get(String(index)) ?? unreachable(doing, 'a batch without its answer'),
    );
  }
}

function urlOf({ path, query = {} }: LookUp<unknown>): string {
  const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return options.length === 0 ? path : `${path}?${options.join('&')}`;
}

/** A token that ends between a batch and its requests is no refused login: the next batch gets a new one. */
function faultIn({ doing }: LookUp<unknown>, { status, headers, body }: InnerAnswer): Error {
  if (status === 401) return unreachable(doing, 'status 401 in a batch');
  const entries = Object.entries(headers ?? {});
  const get = (wanted: string): string | null =>
    entries.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
  return faultOf(doing, { status, headers: { get } }, body);
}
