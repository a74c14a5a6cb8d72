import { setTimeout as delay } from 'node:timers/promises';
import cliProgress from 'cli-progress';
import type { Progress } from '../domain/run.js';
import type { StartedRun } from '../temporal/schedules.js';
import type { CliContext } from './context.js';
import { Interrupted } from './errors.js';

const ASK_EVERY_MS = 500;
/** Before it a run's pace tells nothing: it starts with the hard things and a full pool. */
const WARM_UP_MS = 10_000;
/** Of a run's time up to a line, to the earliest next one. */
const LINE_GROWTH = 1.1;

/**
 * Shows the progress of a run or backfill on standard error until it has ended: a bar on a terminal, a line now and
 * then in a pipe. Ctrl-C leaves it running and rejects with Interrupted; `lookAt` is the command that shows it then.
 */
export async function waitForRun(context: CliContext, run: StartedRun, lookAt: string): Promise<void> {
  const interruption = onInterrupt(new Interrupted('The run goes on.', `Look at it with: ${lookAt}`));
  const display = process.stderr.isTTY ? bar() : lines(run.workflowId);
  const ended = new AbortController();
  try {
    const asking = ask(context, run, display, ended.signal);
    await Promise.race([context.temporalRuns.ended(run, ended.signal), interruption.promise]);
    ended.abort();
    await asking;
  } finally {
    ended.abort();
    interruption.stop();
    display.stop();
  }
}

/** Resolves to the run that a trigger has started, which may have to wait for the one before it. Ctrl-C as above. */
export async function waitForStart(
  find: () => Promise<StartedRun | undefined>,
  lookAt: string,
): Promise<StartedRun> {
  const interruption = onInterrupt(
    new Interrupted('The run starts when its turn has come.', `Look at it with: ${lookAt}`),
  );
  const started = new AbortController();
  const polling = async (): Promise<StartedRun> => {
    for (;;) {
      const run = await find();
      if (run) return run;
      await delay(ASK_EVERY_MS, undefined, { signal: started.signal });
    }
  };
  try {
    return await Promise.race([polling(), interruption.promise]);
  } finally {
    started.abort();
    interruption.stop();
  }
}

interface Display {
  show(progress: Progress): void;
  stop(): void;
}

async function ask(
  context: CliContext,
  run: StartedRun,
  display: Display,
  ended: AbortSignal,
): Promise<void> {
  while (!ended.aborted) {
    const progress = await context.temporalRuns.progress(run, ended);
    if (progress) display.show(progress);
    await delay(ASK_EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}

function bar(): Display {
  const line = new cliProgress.SingleBar({
    format: '{bar} {text}',
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  line.start(1, 0, { text: 'opening the run' });
  return {
    show(progress) {
      line.update(fractionDone(progress), { text: progressText(progress) });
    },
    stop: () => line.stop(),
  };
}

/** The longer a run takes, the longer between two lines: a week is to fill no log. */
function lines(workflowId: string): Display {
  process.stderr.write(`waiting for ${workflowId}\n`);
  let last = '';
  let lastMs = 0;
  return {
    show(progress) {
      const text = progressText(progress);
      if (text === last || progress.elapsedMs < lastMs * LINE_GROWTH) return;
      process.stderr.write(`${text}\n`);
      [last, lastMs] = [text, progress.elapsedMs];
    },
    stop: () => undefined,
  };
}

/** `imported 1,204 · 2 failed · 350 of 400 items · 41 s left`: of copies nobody knows yet how many there will be. */
export function progressText(progress: Progress): string {
  const { phase, slice, counts, items, days, waitingFor } = progress;
  if (phase === 'opening') return 'opening the run';
  if (phase === 'reporting' || phase === 'ended') return 'writing the report';
  return [
    `imported ${number(counts.imported + counts.partiallyImported)}`,
    counts.skipped > 0 ? `${number(counts.skipped)} skipped` : '',
    counts.failed > 0 ? `${number(counts.failed)} failed` : '',
    days
      ? `${number(days.done)} of ${number(days.all)} days`
      : `${number(items.done)} of ${number(items.seen)} items`,
    !days && slice && slice.of > 1 ? `part ${Math.min(slice.index + 1, slice.of)} of ${slice.of}` : '',
    waitingFor ? `waiting for ${waitingFor}` : timeLeft(progress),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}

/** Empty while there is nothing to reckon from. */
function timeLeft(progress: Progress): string {
  const done = fractionDone(progress);
  if (done === 0 || done === 1 || progress.elapsedMs < WARM_UP_MS) return '';
  const seconds = Math.ceil((progress.elapsedMs * (1 - done)) / done / 1_000);
  if (seconds < 120) return `${seconds} s left`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min left` : `${Math.round(seconds / 3_600)} h left`;
}

/** In the last part the items listed so far tell most. Before it a part counts like any other: what they hold is not known. */
function fractionDone({ slice, items }: Progress): number {
  const ofListed = items.done < items.seen ? items.done / items.seen : 0;
  if (!slice) return ofListed;
  const isLastUnderWay = slice.index >= slice.of - 1 && ofListed > 0;
  return isLastUnderWay ? ofListed : Math.min(slice.index + ofListed, slice.of) / slice.of;
}

function onInterrupt(reason: Interrupted): { promise: Promise<never>; stop(): void } {
  let interrupt: () => void = () => undefined;
  const promise = new Promise<never>((_, reject) => {
    interrupt = () => reject(reason);
  });
  promise.catch(() => undefined); // it may reject after the race is over
  process.once('SIGINT', interrupt);
  return { promise, stop: () => void process.off('SIGINT', interrupt) };
}
