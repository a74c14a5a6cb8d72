import { ArchiveError } from '../domain/errors.js';
import { nextStepOfCommand } from '../domain/next-step.js';
import { untilAborted } from '../domain/until-aborted.js';
import { bad, unknown, type Answer, type Area, type Finding } from './finding.js';

/** Of a single check. */
const CHECK_MS = 10_000;

class TimeOver extends Error {}

/** What all examinations of a check-up share. */
export interface Course {
  /** Aborted once the whole check-up has taken its time. */
  over: AbortSignal;
  /** Told each finding as soon as it is there. */
  found?: ((finding: Finding) => void) | undefined;
}

/** The checks of one area, or of one connector in it, in the order in which they were asked. */
export class Examination {
  readonly #findings: (Finding | undefined)[] = [];

  constructor(
    readonly area: Area,
    readonly course: Course,
    /** The deadline of each check, in milliseconds. */
    readonly checkMs = CHECK_MS,
  ) {}

  get findings(): Finding[] {
    return this.#findings.filter((finding) => finding !== undefined);
  }

  /**
   * Asks one question, whose failure is a finding like any other. Resolves to what it was answered with; undefined where
   * that is nothing that a later check can use.
   */
  async ask<T>(check: string, question: (signal: AbortSignal) => Promise<Answer<T>>): Promise<T | undefined> {
    const place = this.#findings.push(undefined) - 1;
    const { value, ...answer } = await this.#inTime(question).catch((error: unknown) =>
      this.#failed<T>(error),
    );
    const finding = { area: this.area, check, ...answer };
    this.#findings[place] = finding;
    this.course.found?.(finding);
    return value;
  }

  /** What cannot be asked, because of something that another finding tells. */
  skip(checks: readonly string[], because: string): void {
    for (const check of checks) {
      const finding = { area: this.area, check, ...unknown(`not checked because ${because}`) };
      this.#findings.push(finding);
      this.course.found?.(finding);
    }
  }

  async #inTime<T>(question: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    // Unlike AbortSignal.timeout it keeps the process alive: one that hangs is to be told of, too.
    const timer = setTimeout(() => late.abort(new TimeOver()), this.checkMs);
    const signal = AbortSignal.any([late.signal, this.course.over]);
    try {
      signal.throwIfAborted();
      return await untilAborted(question(signal), signal);
    } finally {
      clearTimeout(timer);
    }
  }

  #failed<T>(error: unknown): Answer<T> {
    if (this.course.over.aborted)
      return unknown('not checked because the time for all checks was over', 'Run `doctor` again.');
    if (error instanceof TimeOver) {
      const detail = `no answer within ${this.checkMs / 1_000} s`;
      return bad(detail, 'Check the network on the way there, then run `doctor` again.');
    }
    if (!(error instanceof ArchiveError)) {
      const name = error instanceof Error ? error.name : typeof error;
      return unknown(`Unexpected (${name})`, 'This is a defect of ours: report it with this line.');
    }
    const judge = error.code === 'Throttled' ? unknown<T> : bad<T>;
    return judge(`${error.code}: ${error.message}`, nextStepOfCommand(error));
  }
}
