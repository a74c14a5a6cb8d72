import type { Child } from 'hono/jsx';
import { streamSSE } from 'hono/streaming';
import type { ConsoleContext } from './environment.js';

const LOOK_EVERY_MS = 2_000;
/** Proxies end connections on which nothing comes. */
const SIGN_OF_LIFE_MS = 20_000;

/** Part of a page as it is now, and whether it stays like that. */
export interface Look {
  content: Child;
  isLast: boolean;
}

/**
 * Sends part of a page whenever it has changed, until it changes no more or nobody looks any longer. Where a look fails
 * the stream ends, and the browser asks again.
 */
export function live(c: ConsoleContext, look: () => Promise<Look>): Response {
  return streamSSE(
    c,
    async (stream) => {
      let [shown, sentAt] = ['', 0];
      while (!stream.aborted && !stream.closed) {
        const { content, isLast } = await look();
        const markup = await markupOf(content);
        const isNews = markup !== shown;
        const isSilent = Date.now() - sentAt > SIGN_OF_LIFE_MS;
        if (isNews) await stream.writeSSE({ event: 'content', data: markup });
        else if (isSilent) await stream.write(':\n\n');
        if (isNews || isSilent) sentAt = Date.now();
        shown = markup;
        if (isLast) return await stream.writeSSE({ event: 'end', data: '' });
        await stream.sleep(LOOK_EVERY_MS);
      }
    },
    async (_error, stream) => await stream.close(),
  );
}

/** Of components that wait for something the markup is a promise. */
async function markupOf(content: Child): Promise<string> {
  return await (content as { toString(): string | Promise<string> }).toString();
}
