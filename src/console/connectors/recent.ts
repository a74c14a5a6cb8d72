/** What was read last, for whoever asks within `forMs`; those who ask at the same time wait for the same reading. */
export class Recent<T> {
  readonly #read: () => Promise<T>;
  readonly #forMs: number;
  #readAt = -Infinity;
  #value: Promise<T> | undefined;

  constructor(read: () => Promise<T>, forMs: number) {
    this.#read = read;
    this.#forMs = forMs;
  }

  /** Rejects as the reading does, and the next one who asks tries again. */
  async get(): Promise<T> {
    if (this.#value !== undefined && Date.now() - this.#readAt < this.#forMs) return await this.#value;
    const value = this.#read();
    [this.#value, this.#readAt] = [value, Date.now()];
    try {
      return await value;
    } catch (error) {
      if (this.#value === value) this.forget();
      throw error;
    }
  }

  /** To be called once something was changed. */
  forget(): void {
    this.#value = undefined;
  }
}
