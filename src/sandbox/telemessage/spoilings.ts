import type { ServerResponse } from 'node:http';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';

/** What an answer leaves by. */
type Outgoing = Pick<ServerResponse, 'headersSent' | 'writableLength' | 'destroyed' | 'destroy'>;

/** How an attachment's answer goes wrong on its way. */
export interface Spoiling {
  /** The connection breaks off after so many bytes. */
  cutAfterBytes?: number;
  /** Sent in place of the true `Content-Range`, where there is one. */
  contentRange?: string;
  /** The whole is sent bit by bit: so many bytes, and then a pause. */
  trickle?: { bytes: number; everyMs: number };
}

/** Spoilings that wait for the next attachments asked for, oldest first. */
export class Spoilings {
  #waiting: { spoiling: Spoiling; times: number }[] = [];

  add(times: number, spoiling: Spoiling): void {
    this.#waiting.push({ spoiling, times });
  }

  /** The answer as it is, where none waits. */
  async apply(response: Response, outgoing: Outgoing): Promise<Response> {
    const [due] = this.#waiting;
    if (due === undefined) return response;
    due.times -= 1;
    this.#waiting = this.#waiting.filter(({ times }) => times > 0);
    const headers = new Headers(response.headers);
    const { contentRange } = due.spoiling;
    if (contentRange !== undefined && headers.has('content-range'))
      headers.set('content-range', contentRange);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return new Response(ReadableStream.from(spoiled(bytes, due.spoiling, outgoing)), {
      status: response.status,
      headers,
    });
  }
}

async function* spoiled(
  bytes: Uint8Array,
  { cutAfterBytes, trickle }: Spoiling,
  outgoing: Outgoing,
): AsyncIterable<Uint8Array> {
  const step = trickle?.bytes ?? 65_536;
  const end = Math.min(cutAfterBytes ?? bytes.length, bytes.length);
  for (let at = 0; at < end; at += step) {
    yield bytes.subarray(at, Math.min(at + step, end));
    if (trickle !== undefined) await delay(trickle.everyMs);
  }
  if (cutAfterBytes === undefined) return;
  // What has not left us yet would be lost with the connection, the head of the answer included.
  while (end > 0 && !hasLeft(outgoing)) await turn();
  outgoing.destroy();
}

function hasLeft({ headersSent, writableLength, destroyed }: Outgoing): boolean {
  return destroyed || (headersSent && writableLength === 0);
}
