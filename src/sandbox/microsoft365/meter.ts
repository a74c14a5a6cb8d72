import type { Limit } from './settings.js';

/** A fixed window: Outlook does not document the kind it uses, and Entra's token bucket comes to the same over time. */
export class Meter {
  #used = 0;
  #endsAt = 0;

  /** Seconds until the window ends where this is too much for it, else 0. */
  add(amount: number, { most, windowMs }: Limit): number {
    const now = performance.now();
    if (now >= this.#endsAt) {
      this.#used = 0;
      this.#endsAt = now + windowMs;
    }
    this.#used += amount;
    return this.#used > most ? Math.ceil((this.#endsAt - now) / 1000) : 0;
  }
}
