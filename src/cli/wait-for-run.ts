import { setTimeout as delay } from 'node:timers/promises';
import cliProgress from 'cli-progress';
import { shownFraction, type ShownProgress } from '../domain/days-in-hand.js';
import { durationText } from '../domain/pace.js';
import type { Pause } from '../domain/pause.js';
import type { Progress } from '../domain/run.js';
import type { StartedRun } from '../temporal/schedules.js';
import type { CliContext } from './context.js';
import { Interrupted } from './errors.js';

const ASK_EVERY_MS = 500;
/** A run starts within a second or two where nothing is ahead of it. */
const SILENT_MS = 3_000;
/** Of a run's time up to a line, to the earliest next one. */
const LINE_GROWTH = 1.1;

/**
 * Shows the progress of a run or backfill on standard error until it has ended or pauses: a bar on a terminal, a line
 * now and then in a pipe. Resolves to the pause, null where it has ended. Ctrl-C leaves it running and rejects with
 * Interrupted; `lookAt` is the command that shows it then. `connectorId` is that of a backfill, whose days pause with it.
 */
export async function waitForRun(
  context: CliContext,
  run: StartedRun,
  lookAt: string,
  connectorId?: string,
): Promise<Pause | null> {
  const interruption = onInterrupt(new Interrupted('The run goes on.', `Look at it with: ${lookAt}`));
  const display = process.stderr.isTTY ? bar() : lines(run.workflowId);
  const ended = new AbortController();
  try {
    const look = async (): Promise<Pause | null> =>
      (await showProgress(context, run, display, ended.signal)) ??
      (connectorId === undefined ? null : await pauseOf(context, connectorId));
    const pausing = untilPaused(look, ended.signal);
    const ending = context.temporalRuns.ended(run, ended.signal).then(() => null);
    const pause = await Promise.race([ending, pausing, interruption.promise]);
    ended.abort();
    await pausing;
    return pause;
  } finally {
    ended.abort();
    interruption.stop();
    display.stop();
  }
}

/** Resolves to what `find` finds of the run that a trigger starts, which may have to wait for the one before it. Ctrl-C as above. */
export async function waitForStart<T>(find: () => Promise<T | undefined>, lookAt: string): Promise<T> {
  const interruption = onInterrupt(
    new Interrupted('The run starts when its turn has come.', `Look at it with: ${lookAt}`),
  );
  const started = new AbortController();
  const silence = setTimeout(() => {
    process.stderr.write(
      'waiting for the run to start: another one is under way, or no worker answers (start one with `whatsapp-archiver worker`)\n',
    );
  }, SILENT_MS);
  const polling = async (): Promise<T> => {
    for (;;) {
      const run = await find();
      if (run) return run;
      await delay(ASK_EVERY_MS, undefined, { signal: started.signal });
    }
  };
  try {
    return await Promise.race([polling(), interruption.promise]);
  } finally {
    clearTimeout(silence);
    started.abort();
    interruption.stop();
  }
}

interface Display {
  show(progress: ShownProgress): void;
  stop(): void;
}

async function untilPaused(look: () => Promise<Pause | null>, ended: AbortSignal): Promise<Pause | null> {
  while (!ended.aborted) {
    const pause = await look();
    if (pause) return pause;
    await delay(ASK_EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
  }
  return null;
}

async function showProgress(
  context: CliContext,
  run: StartedRun,
  display: Display,
  ended: AbortSignal,
): Promise<Pause | null> {
  const progress = await context.temporalRuns.progressWithDays(run, ended);
  if (progress?.phase === 'paused') return progress.paused;
  if (progress) display.show(progress);
  return null;
}

/** Null also where Temporal does not answer: whoever waits for the end of the run hears of that. */
async function pauseOf({ schedules }: CliContext, connectorId: string): Promise<Pause | null> {
  const flag = await schedules.readPause(connectorId).catch(() => undefined);
  return flag?.isPaused ? { note: flag.note, since: new Date().toISOString() } : null;
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
      line.update(shownFraction(progress), { text: progressText(progress) });
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

/**
 * `imported 1,204 · 2 failed · 350 of 400 items · 41 s left`: of copies nobody knows yet how many there will be. Of a
 * backfill `2 of 31 days done: imported 1,204 · 2 failed · 350 of 400 items of those under way · 38 min left`.
 */
export function progressText(progress: ShownProgress): string {
  const { phase, counts, days, waitingFor, leftMs } = progress;
  if (phase === 'opening') return 'opening the run';
  if (phase === 'reporting' || phase === 'ended') return 'writing the report';
  const heading = days ? `${number(days.done)} of ${number(days.all)} days done: ` : '';
  return [
    `${heading}imported ${number(counts.imported + counts.partiallyImported)}`,
    counts.skipped > 0 ? `${number(counts.skipped)} skipped` : '',
    counts.failed > 0 ? `${number(counts.failed)} failed` : '',
    days ? inHandText(progress) : extentText(progress),
    waitingFor ? `waiting for ${waitingFor}` : leftMs === undefined ? '' : `${durationText(leftMs)} left`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function inHandText({ inHand }: ShownProgress): string {
  return inHand && inHand.all > 0
    ? `${number(inHand.done)} of ${number(inHand.all)} items of those under way`
    : '';
}

function extentText({ items, slice, parked, isLookback, isLastRound }: Progress): string {
  if (isLastRound) return `taking up once more what was refused, ${number(parked)} items to go`;
  if (isLookback) return 'looking for late items';
  const done = `${number(items.done)} of ${number(items.total ?? items.seen)} items`;
  return slice && slice.of > 1
    ? `${done} · part ${Math.min(slice.index + 1, slice.of)} of ${slice.of}`
    : done;
}

function number(count: number): string {
  return count.toLocaleString('en-US');
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
