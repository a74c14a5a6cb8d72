import { z } from 'zod';
import { faultOf, lostAnswer, readJson } from './answers.js';
import { GraphFault, unreachable } from './graph-errors.js';
import { LOOK_UP_DEADLINE_MS, SLICE_DEADLINE_MS } from './limits.js';

/** A part of a file: `bytes` from `offset` on, of `totalBytes` in all. */
export interface Slice {
  offset: number;
  bytes: Buffer;
  totalBytes: number;
}

/** Where the service goes on, or that it has all. */
export type Progress = { isWhole: true } | { isWhole: false; next: number };

/**
 * Refusals that mean that the session is worth nothing any more: unknown or over (404, 410), its token over (401, 403),
 * or the mail changed since it was opened (412, as after a second session or when its owner marks it).
 */
const LOST_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 410, 412]);

/** `nextExpectedRanges`, of which Outlook writes the first letter either way, and a plain number for a range. */
const rangesAnswer = z
  .record(z.string(), z.unknown())
  .transform((body) => body['nextExpectedRanges'] ?? body['NextExpectedRanges'])
  .pipe(z.tuple([z.string().regex(/^\d{1,12}(-\d*)?$/)]));

/**
 * The far end of an upload (learn.microsoft.com/graph/outlook-large-attachments). Plain fetch, because the SDK's upload
 * task loses statuses and resumes with wrong bytes. The address is a secret: whoever has it may write, so it stays in
 * here, out of every message, and no token goes with it: with one the service answers 401.
 */
export class UploadSession {
  readonly #address: string;

  /** `address` as Graph gave it: any host that it names, `https` only. */
  constructor(address: string) {
    this.#address = address;
  }

  /** Sends a slice, once. Rejects with GraphFault, or with GraphUnreachable where nobody knows whether it arrived. */
  async put({ offset, bytes, totalBytes }: Slice): Promise<Progress> {
    const doing = 'uploading an attachment';
    const { response, body } = await this.#exchange(doing, SLICE_DEADLINE_MS, {
      method: 'PUT',
      body: new Uint8Array(bytes),
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${offset}-${offset + bytes.length - 1}/${totalBytes}`,
      },
    });
    if (!response.ok) throw faultOf(doing, response, body);
    return response.status === 201 ? { isWhole: true } : { isWhole: false, next: nextOf(doing, body) };
  }

  /** The byte that the service expects next. Rejects as `put` does. */
  async next(): Promise<number> {
    const doing = 'asking how far an upload is';
    const { response, body } = await this.#exchange(doing, LOOK_UP_DEADLINE_MS, { method: 'GET' });
    if (!response.ok) throw faultOf(doing, response, body);
    return nextOf(doing, body);
  }

  async #exchange(
    doing: string,
    deadlineMs: number,
    request: RequestInit,
  ): Promise<{ response: Response; body: unknown }> {
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const response = await fetch(this.#address, { ...request, redirect: 'manual', signal });
      return { response, body: await readJson(response) };
    } catch (error) {
      throw lostAnswer(doing, error, signal);
    }
  }
}

export function isSessionLost(error: unknown): boolean {
  return error instanceof GraphFault && LOST_STATUSES.has(error.status);
}

function nextOf(doing: string, body: unknown): number {
  const ranges = rangesAnswer.safeParse(body);
  if (!ranges.success) throw unreachable(doing, 'no next range');
  return Number.parseInt(ranges.data[0], 10);
}
