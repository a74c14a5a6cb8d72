interface Waiting {
  bytes: number;
  go: () => void;
}

/** Shares out a number of bytes among those who need some of them in memory, first come, first served. */
export class ByteBudget {
  readonly #total: number;
  #free: number;
  #waiting: Waiting[] = [];

  constructor(total: number) {
    this.#total = total;
    this.#free = total;
  }

  /** Waits until so many bytes are free (the whole budget where it is more than that). The result gives them back, once. */
  async take(bytes: number, signal: AbortSignal): Promise<() => void> {
    const taken = Math.min(bytes, this.#total);
    await this.#turn(taken, signal);
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      this.#free += taken;
      this.#next();
    };
  }

  async #turn(bytes: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        reject(signal.reason);
        this.#next();
      };
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const waiting = { bytes, go };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  #next(): void {
    for (let [first] = this.#waiting; first && first.bytes <= this.#free; [first] = this.#waiting) {
      this.#waiting.shift();
      this.#free -= first.bytes;
      first.go();
    }
  }
}
