import { GraphError } from './graph-error.js';
import { Meter } from './meter.js';
import type { Settings } from './settings.js';

/** Guards the mailboxes as Outlook does, and the directory as Entra does. There is one app registration here, so a mailbox is the whole key. */
export class Throttle {
  readonly #mailboxes = new Map<string, Load>();
  readonly #directory = new Meter();

  constructor(readonly settings: Settings) {}

  /**
   * Takes a slot in the mailbox and returns how to give it back. Throws 429 `ApplicationThrottled`. A refused call
   * counts against the limits too (learn.microsoft.com/graph/throttling: immediate retries accrue usage).
   */
  enter(mailbox: string, uploadBytes: number): () => void {
    const load = this.#load(mailbox);
    load.inFlight += 1;
    load.peak = Math.max(load.peak, load.inFlight);
    try {
      this.#check(load, uploadBytes);
    } catch (error) {
      load.inFlight -= 1;
      throw error;
    }
    return () => void (load.inFlight -= 1);
  }

  /** The most calls this mailbox ever met at once, refused ones included. */
  peak(mailbox: string): number {
    return this.#mailboxes.get(mailbox)?.peak ?? 0;
  }

  /** Takes so many resource units of the directory. Throws 429 `TooManyRequests`. */
  takeUnits(units: number): void {
    const waitSeconds = this.#directory.add(units, this.settings.directoryLimit);
    if (waitSeconds > 0)
      throw new GraphError(429, 'TooManyRequests', 'Please retry again later.', waitSeconds);
  }

  #check(load: Load, uploadBytes: number): void {
    const { concurrentCalls, requestLimit, uploadLimit } = this.settings;
    refuse('RequestRate', load.requests.add(1, requestLimit));
    if (uploadBytes > 0) refuse('UploadVolume', load.upload.add(uploadBytes, uploadLimit));
    if (load.inFlight > concurrentCalls) refuse('MailboxConcurrency', 1);
  }

  #load(mailbox: string): Load {
    const load = this.#mailboxes.get(mailbox) ?? {
      inFlight: 0,
      peak: 0,
      requests: new Meter(),
      upload: new Meter(),
    };
    this.#mailboxes.set(mailbox, load);
    return load;
  }
}

interface Load {
  inFlight: number;
  peak: number;
  requests: Meter;
  upload: Meter;
}

/** Only the wording for MailboxConcurrency is known (github.com/microsoftgraph/msgraph-sdk-javascript/issues/1557). */
function refuse(limit: string, retryAfterSeconds: number): void {
  if (retryAfterSeconds === 0) return;
  const message = `Application is over its ${limit} limit.`;
  throw new GraphError(429, 'ApplicationThrottled', message, retryAfterSeconds);
}
