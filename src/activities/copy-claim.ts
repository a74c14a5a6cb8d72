import type { Copy } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import type { CopyChange, Ledger } from '../storage/ledger.js';

/** A claim that took longer is given up: the process may have been stopped meanwhile, and its budget be over for others. */
const MAX_CLAIM_MS = 10_000;
const MARGIN_MS = 5_000;

/**
 * How long an attempt may still send after it has written its claim: until the claim is answered, then for the
 * request's own deadline. Whoever finds the row waits this long and the settle time before going on.
 */
export function budgetFor(deadlineMs: number): number {
  return MAX_CLAIM_MS + deadlineMs + MARGIN_MS;
}

/** A copy's row in the hands of one attempt. Each change is made to the row as it was last, so of two attempts one ends. */
export class CopyClaim {
  #copy: Copy;

  constructor(
    readonly ledger: Ledger,
    readonly found: Copy,
  ) {
    this.#copy = found;
  }

  /** Whether anything was written, and so perhaps sent. */
  get isMade(): boolean {
    return this.#copy !== this.found;
  }

  /** To be called before each request. Rejects with CopyBusy where the row is another's, or was written too late to send. */
  async make(change: CopyChange): Promise<void> {
    const askedAt = Date.now();
    await this.change(change);
    if (Date.now() - askedAt > MAX_CLAIM_MS)
      throw new ArchiveError('CopyBusy', 'The claim of the copy was answered too late to send it.');
  }

  /** Resolves to the copy as it is now. Rejects with CopyBusy where the row is another's. */
  async change(change: CopyChange): Promise<Copy> {
    this.#copy = await this.ledger.changeCopy(this.#copy, change);
    return this.#copy;
  }
}
