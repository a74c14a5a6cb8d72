import type { Context } from 'hono';

const EVENT_STREAM = 'text/event-stream';

/** Whether the request is a page's own, for the events that keep it up to date: nobody need be there. */
export function isLive(c: Context): boolean {
  return c.req.header('accept')?.includes(EVENT_STREAM) ?? false;
}

/**
 * A stream of events passes on what comes for as long as `mayGoOn`: whoever has signed out, or whose session has
 * ended, is shown nothing more. Any other answer stays as it is.
 */
export function whileAllowed(answer: Response, mayGoOn: () => boolean | Promise<boolean>): Response {
  const isStream = answer.headers.get('content-type')?.startsWith(EVENT_STREAM);
  if (!isStream || answer.body === null) return answer;
  const gate = new TransformStream({
    transform: async (chunk, stream) => {
      if (await mayGoOn()) stream.enqueue(chunk);
      else stream.terminate();
    },
  });
  return new Response(answer.body.pipeThrough(gate), answer);
}
