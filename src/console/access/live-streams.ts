import type { ConsoleContext } from '../environment.js';
import { refusal } from '../refusal.js';
import { ownerIdOf } from './permissions.js';

/** More windows than a person has open. */
const MAX_OF_USER = 20;
/** Each asks storage and Temporal every few seconds. */
const MAX_IN_ALL = 500;

/** The streams of events that are open, so many for each user and so many in all. */
export class LiveStreams {
  readonly #open = new Map<string, number>();

  /** The answer, counted until it ends if it is a stream; or that there are too many. */
  async limit(c: ConsoleContext, answer: Response): Promise<Response> {
    const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
    if (!isStream || answer.body === null) return answer;
    if (c.req.method === 'HEAD') {
      // Nobody would read it to its end.
      await answer.body.cancel();
      return new Response(null, answer);
    }
    const id = ownerIdOf(c.var.user);
    if (!this.#take(id)) {
      await answer.body.cancel();
      c.header('retry-after', '60');
      return await refusal(c, 'tooMany');
    }
    return new Response(
      whenEnded(answer.body, () => this.#release(id)),
      answer,
    );
  }

  #take(id: string): boolean {
    const [ofUser, inAll] = [this.#open.get(id) ?? 0, [...this.#open.values()].reduce((a, b) => a + b, 0)];
    if (ofUser >= MAX_OF_USER || inAll >= MAX_IN_ALL) return false;
    this.#open.set(id, ofUser + 1);
    return true;
  }

  #release(id: string): void {
    const left = (this.#open.get(id) ?? 0) - 1;
    if (left > 0) this.#open.set(id, left);
    else this.#open.delete(id);
  }
}

/** The same, with one call once it has ended, failed, or nobody reads it any more, which may come together. */
function whenEnded(body: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let isOpen = true;
  const end = (): void => {
    if (isOpen) ended();
    isOpen = false;
  };
  return new ReadableStream<Uint8Array>({
    pull: async (stream) => {
      try {
        const { done, value } = await reader.read();
        if (!done) return stream.enqueue(value);
        stream.close();
      } catch (error) {
        stream.error(error);
      }
      end();
    },
    cancel: async (reason) => {
      end();
      await reader.cancel(reason);
    },
  });
}
