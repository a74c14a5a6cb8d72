import { setTimeout as delay } from 'node:timers/promises';
import { ArchiveError } from '../domain/errors.js';
import { GraphFault, unreachable } from './graph-errors.js';
import { SLICE_BYTES } from './limits.js';
import type { FileToAttach } from './microsoft365.js';
import { isSessionLost, type Progress, type Slice, type UploadSession } from './upload-session.js';

/** Breaks in a row without a byte of progress, after which Temporal takes over with its longer waits. */
const MAX_BREAKS = 6;
const FIRST_WAIT_MS = 500;
/** A longer `Retry-After` is not sat out in here. */
const MAX_WAIT_MS = 300_000;

/** Carries out a request of so many bytes when its turn at the mailbox has come. */
export interface Turns {
  write<T>(bytes: number, request: () => Promise<T>): Promise<T>;
  read<T>(request: () => Promise<T>): Promise<T>;
}

/**
 * Sends a file through a session, slice after slice. False where the session is lost with the file not there: another
 * session is then right. Rejects with GraphUnreachable where the file may be there, whatever happened afterwards; else as
 * `file`, `turns` and the service do, and with the signal's reason between two slices.
 */
export async function sendThrough(
  session: UploadSession,
  file: FileToAttach,
  turns: Turns,
  signal: AbortSignal,
): Promise<boolean> {
  const upload = new Upload(session, file, turns, signal);
  try {
    await upload.send();
    return true;
  } catch (error) {
    // A session also ends by being complete, and the answer that said so may be the one that was lost.
    if (upload.doubt) throw upload.doubt;
    if (!isSessionLost(error)) throw error;
    return false;
  }
}

/** One file on its way through one session. */
class Upload {
  /** Why the file may be there, whatever is answered afterwards. */
  doubt: ArchiveError | undefined;
  #offset = 0;
  /** The end of what was sent so far: a service that says it is further is not to be believed. */
  #sentTo = 0;
  #breaks = 0;

  constructor(
    readonly session: UploadSession,
    readonly file: FileToAttach,
    readonly turns: Turns,
    readonly signal: AbortSignal,
  ) {}

  async send(): Promise<void> {
    for (;;) {
      this.signal.throwIfAborted();
      const slice = await this.#nextSlice();
      const progress = await this.#sendSlice(slice);
      if (progress.isWhole) {
        this.#checkWhole(slice);
        return;
      }
      const next = this.#checked(progress.next);
      // Else a service that never moves on would be asked for ever.
      if (next > this.#offset) this.#breaks = 0;
      this.#offset = next;
    }
  }

  /** After a break the service is asked how far it is: it may have taken the slice all the same. */
  async #sendSlice(slice: Slice): Promise<Progress> {
    this.#sentTo = Math.max(this.#sentTo, slice.offset + slice.bytes.length);
    try {
      const progress = await this.turns.write(slice.bytes.length, () => this.session.put(slice));
      if (!progress.isWhole && progress.next <= slice.offset)
        throw unreachable('uploading an attachment', 'a slice without progress');
      return progress;
    } catch (error) {
      if (!isBreak(error)) throw error;
      if (error.code === 'GraphUnreachable' && isLast(slice)) this.#doubt('no answer to its last slice');
      await this.#pause(error);
      return { isWhole: false, next: await this.#askNext() };
    }
  }

  async #nextSlice(): Promise<Slice> {
    const totalBytes = this.file.attachment.sizeBytes;
    const length = Math.min(SLICE_BYTES, totalBytes - this.#offset);
    return { offset: this.#offset, bytes: await this.file.read(this.#offset, length), totalBytes };
  }

  async #askNext(): Promise<number> {
    for (;;) {
      try {
        return await this.turns.read(() => this.session.next());
      } catch (error) {
        if (!isBreak(error)) throw error;
        await this.#pause(error);
      }
    }
  }

  async #pause(error: ArchiveError): Promise<void> {
    const waitMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** this.#breaks;
    this.#breaks += 1;
    if (this.#breaks >= MAX_BREAKS || waitMs > MAX_WAIT_MS) throw error;
    await delay(waitMs, undefined, { signal: this.signal });
  }

  /** Skipped bytes would neither be in the attachment nor have been read and compared with their hash. */
  #checked(next: number): number {
    if (next > this.#sentTo) throw unreachable('uploading an attachment', 'more bytes taken than were sent');
    if (next < this.file.attachment.sizeBytes) return next;
    throw this.#doubt('all bytes taken and no attachment made');
  }

  #checkWhole(slice: Slice): void {
    if (!isLast(slice)) throw this.#doubt('an attachment made before its last slice');
  }

  /** For what the service does not document: whether the attachment is there, or still comes, is unknown. */
  #doubt(why: string): ArchiveError {
    this.doubt = unreachable('uploading an attachment', why);
    return this.doubt;
  }
}

function isLast({ offset, bytes, totalBytes }: Slice): boolean {
  return offset + bytes.length === totalBytes;
}

/** Something in between that passes; 416 says that the service is further, or less far, than we thought. */
function isBreak(error: unknown): error is ArchiveError {
  if (error instanceof GraphFault && error.status === 416) return true;
  return error instanceof ArchiveError && (error.code === 'GraphUnreachable' || error.code === 'Throttled');
}
