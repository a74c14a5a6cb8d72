import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ArchiveError } from '../../domain/errors.js';
import { checkPart, checkWhole, damaged, strongTag } from './attachment-head.js';
import { callSite, siteError, type SiteCall } from './http.js';
import { LIMITS } from './limits.js';
import { paced } from './paced.js';

/** An answer whose body has yet to be read; aborting `ended` lets go of it. */
export interface OpenAnswer {
  response: Response;
  ended: AbortController;
}

/** Asks for an attachment's bytes from `from` on. `deadlineMs` is for head and body. */
export type AskForBytes = (part: {
  from: number;
  tag: string | null;
  deadlineMs: number;
}) => Promise<OpenAnswer>;

export interface Download {
  ask: AskForBytes;
  sizeBytes: number;
  signal: AbortSignal;
  /** Default: that of the limits. */
  stallMs?: number;
}

/** One request for an attachment or, from a byte on, for the rest of it. */
export async function askSite(
  call: Omit<SiteCall, 'deadlineMs'>,
  { from, tag, deadlineMs }: Parameters<AskForBytes>[0],
): Promise<OpenAnswer> {
  const range = from > 0 && { range: `bytes=${from}-`, ...(tag !== null && { 'if-range': tag }) };
  const request = { ...call, headers: { ...call.headers, ...range }, accepts: from > 0 ? [200, 206] : [200] };
  const patience = { deadlineMs, headDeadlineMs: LIMITS.ATTACHMENT_HEAD_DEADLINE_MS };
  return await callSite({ ...request, ...patience }, async (response, ended) => ({ response, ended }));
}

/**
 * The bytes of an attachment, exactly `sizeBytes` of them. Where the network breaks off or the site falls silent, the
 * rest is asked for, some times. The stream fails with AttachmentDamaged where fewer or more come, and with
 * SourceUnreachable where the rest does not come at all. Hashing is the caller's.
 */
export async function openAttachment(download: Download): Promise<Readable> {
  const bytes = new ResumedBytes(download);
  await bytes.open();
  const stream = Readable.from(bytes.read(), { objectMode: false });
  // Also where nobody ever read from it.
  return stream.once('close', () => bytes.end());
}

class ResumedBytes {
  readonly #download: Download;
  readonly #endsAt = Date.now() + LIMITS.MAX_ATTACHMENT_DEADLINE_MS;
  #receivedBytes = 0;
  #resumes = 0;
  #tag: string | null = null;
  #answer: OpenAnswer | undefined;

  constructor(download: Download) {
    this.#download = download;
  }

  async open(): Promise<void> {
    const { headers } = await this.#ask();
    this.#checked(() => checkWhole(headers, this.#download.sizeBytes));
    this.#tag = strongTag(headers);
  }

  end(): void {
    this.#answer?.ended.abort();
  }

  async *read(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const broken = yield* this.#answered();
        if (broken === undefined) break;
        await this.#resume(broken);
      }
    } finally {
      // A reader that went away in the middle of resuming has closed the answer before this one.
      this.end();
    }
    if (this.#receivedBytes < this.#download.sizeBytes)
      throw damaged('holds fewer bytes than its record says');
  }

  /** Ends with what has broken the answer off, or with undefined where it came to its end. */
  async *#answered(): AsyncGenerator<Uint8Array, ArchiveError | undefined> {
    if (this.#answer === undefined) return undefined;
    const { response, ended } = this.#answer;
    const { sizeBytes, signal, stallMs = LIMITS.ATTACHMENT_STALL_MS } = this.#download;
    try {
      for await (const chunk of paced(response, ended, stallMs)) {
        this.#receivedBytes += chunk.length;
        if (this.#receivedBytes > sizeBytes) throw damaged('holds more bytes than its record says');
        yield chunk;
      }
      return undefined;
    } catch (error) {
      const reason = siteError(error, signal);
      if (!isUnreachable(reason)) throw reason;
      return this.#receivedBytes < sizeBytes ? reason : undefined;
    }
  }

  /** Rejects with what had broken the answer off, or with what is said later, where the rest is not to be had. */
  async #resume(broken: ArchiveError): Promise<void> {
    const { signal, sizeBytes } = this.#download;
    for (let reason: unknown = broken; ;) {
      if (!isUnreachable(reason) || this.#resumes >= LIMITS.MAX_RESUMES) throw reason;
      this.#resumes += 1;
      this.end();
      await delay(LIMITS.RESUME_AFTER_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
      const response = await this.#ask().catch((again: unknown) => void (reason = again));
      if (response === undefined) continue;
      const part = { from: this.#receivedBytes, sizeBytes, tag: this.#tag };
      return this.#checked(() => checkPart(response, part));
    }
  }

  async #ask(): Promise<Response> {
    const deadlineMs = Math.max(this.#endsAt - Date.now(), 1);
    this.#answer = await this.#download.ask({ from: this.#receivedBytes, tag: this.#tag, deadlineMs });
    return this.#answer.response;
  }

  /** A body that nobody reads would keep its connection. */
  #checked(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.end();
      throw error;
    }
  }
}

function isUnreachable(error: unknown): error is ArchiveError {
  return error instanceof ArchiveError && error.code === 'SourceUnreachable';
}
