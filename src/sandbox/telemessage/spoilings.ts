import { setTimeout as delay } from 'node:timers/promises';

const SENT_AFTER_MS = 10;

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

  /** The answer as it is, where none waits. `cut` breaks the connection off. */
  async apply(response: Response, cut: () => void): Promise<Response> {
    const [due] = this.#waiting;
    if (due === undefined) return response;
    due.times -= 1;
    this.#waiting = this.#waiting.filter(({ times }) => times > 0);
    const headers = new Headers(response.headers);
    const { contentRange } = due.spoiling;
    if (contentRange !== undefined && headers.has('content-range'))
      headers.set('content-range', contentRange);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return new Response(ReadableStream.from(spoiled(bytes, due.spoiling, cut)), {
      status: response.status,
      headers,
    });
  }
}

async function* spoiled(
  bytes: Uint8Array,
  { cutAfterBytes, trickle }: Spoiling,
  cut: () => void,
): AsyncIterable<Uint8Array> {
  const step = trickle?.bytes ?? 65_536;
  const end = Math.min(cutAfterBytes ?? bytes.length, bytes.length);
  for (let at = 0; at < end; at += step) {
    yield bytes.subarray(at, Math.min(at + step, end));
    if (trickle !== undefined) await delay(trickle.everyMs);
  }
  if (cutAfterBytes === undefined) return;
  // What has been written is on its way only once the event loop has turned.
  await delay(SENT_AFTER_MS);
  cut();
}
