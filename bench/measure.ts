import { createHash } from 'node:crypto';

export const MB = 1_000_000;
const SAMPLE_MS = 20;
/** Fewer are hashed too fast to be timed well. */
const YARDSTICK_BYTES = 125 * MB;

/** A case of the bench, in `cases/`; `size` in its own unit, which has a default. */
export type Bench = (size?: number) => Promise<Figure[]>;

/** One line of the bench. */
export interface Figure {
  what: string;
  /** Such as "1,240 items/s". */
  figure: string;
  /** How many times the yardstick this is; machines differ, ratios hardly do. */
  ratio?: { times: number; yardstick: string };
}

/** Takes the time and the resident memory of this process, from its making on, while it runs a work or parts of it. */
export class Meter {
  readonly #beforeBytes = settledRss();
  #peakBytes = this.#beforeBytes;
  #seconds = 0;
  readonly #yardsticks: number[] = [];

  /** The yardstick is taken before and after, because other load on the machine comes and goes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#yardsticks.push(sha256Seconds());
    const timer = setInterval(() => this.#look(), SAMPLE_MS);
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.#seconds += (performance.now() - startedAt) / 1000;
      clearInterval(timer);
      this.#look();
      this.#yardsticks.push(sha256Seconds());
    }
  }

  /** What so many bytes of work, and items where it has some, came to, against the SHA-256 of as many bytes. */
  figures(what: string, { bytes, items }: { bytes: number; items?: number }): Figure[] {
    const rates = [`${number(bytes / MB / this.#seconds)} MB/s`];
    if (items !== undefined) rates.unshift(`${number(items / this.#seconds)} items/s`);
    const [before, peak] = [this.#beforeBytes / MB, this.#peakBytes / MB];
    const taken = this.#yardsticks.reduce((sum, seconds) => sum + seconds, 0);
    const yardstick = (taken / this.#yardsticks.length) * (bytes / YARDSTICK_BYTES);
    return [
      {
        what,
        figure: rates.join(', '),
        ratio: { times: this.#seconds / yardstick, yardstick: 'SHA-256' },
      },
      {
        what: 'resident memory meanwhile',
        figure: `${number(before)} MB before, ${number(peak)} MB at most`,
        ratio: { times: peak / before, yardstick: 'before' },
      },
    ];
  }

  #look(): void {
    this.#peakBytes = Math.max(this.#peakBytes, process.memoryUsage.rss());
  }
}

/** "1,240" or "12.4". */
export function number(value: number): string {
  const digits = value < 100 && !Number.isInteger(value) ? 1 : 0;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Says on standard error what is going on. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** How long this process takes to hash YARDSTICK_BYTES, now. */
function sha256Seconds(): number {
  const chunk = Buffer.alloc(MB, 'yardstick ');
  const hash = createHash('sha256');
  const startedAt = performance.now();
  for (let hashed = 0; hashed < YARDSTICK_BYTES; hashed += MB) hash.update(chunk);
  hash.digest();
  return (performance.now() - startedAt) / 1000;
}

/** Without what earlier steps have left behind. */
function settledRss(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}
