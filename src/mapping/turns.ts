import { setImmediate } from 'node:timers/promises';

/** Work that stops between its parts, where others may have their turn. */
export type Turns<Result> = Generator<void, Result, void>;

export function atOnce<Result>(work: Turns<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** A process that serves others as well does not stand still for it. */
export async function inTurns<Result>(work: Turns<Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}
