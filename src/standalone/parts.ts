import { ArchiveError } from '../domain/errors.js';
import type { Part } from '../processes/part.js';

interface Running {
  name: string;
  part: Part;
  stopWithinMs: number;
}

/** The processes of an installation: all run, or none. */
export class Parts {
  readonly #running: Running[] = [];
  #isStopping = false;
  #fail: (error: ArchiveError) => void = () => undefined;
  /**
   * Rejects when a part ends that nobody has asked to. It is not started again alone: what it ended of, a full disk
   * or memory that is used up, stops the others as well, and whoever supervises us has to see it.
   */
  readonly failed = new Promise<never>((_, reject) => (this.#fail = reject));

  constructor() {
    this.failed.catch(() => undefined); // also where nobody waits for it yet
  }

  /** Takes over a part that runs. Past `stopWithinMs` it is killed where it does not stop. */
  add<T extends Part>(name: string, part: T, { stopWithinMs }: { stopWithinMs: number }): T {
    this.#running.push({ name, part, stopWithinMs });
    void part.ended.then((how) => {
      if (!this.#isStopping) this.#fail(unexpectedEnd(name, how));
    });
    return part;
  }

  /** Stops them one after the other, the last one added first: it needs the others to end well. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const { part, stopWithinMs } of this.#running.splice(0).toReversed()) {
      const timer = setTimeout(() => void part.stop('SIGKILL'), stopWithinMs);
      await part.stop('SIGTERM');
      clearTimeout(timer);
    }
  }
}

function unexpectedEnd(name: string, how: string): ArchiveError {
  return new ArchiveError('Unexpected', `The ${name} ended with ${how}, and everything else was stopped.`, {
    nextStep:
      'What it has printed, or the log of the system, says why. Then start again: runs go on where they were.',
  });
}
