import cliProgress from 'cli-progress';

/** What is done sooner needs no line in a log. */
const LINE_EVERY_MS = 5_000;

export interface CountProgress {
  step(): void;
  stop(): void;
}

/** Counts up to `total` on standard error: a bar on a terminal, a line now and then in a pipe. `what` is said before the numbers. */
export function countProgress(what: string, total: number): CountProgress {
  return process.stderr.isTTY ? bar(what, total) : lines(what, total);
}

function bar(what: string, total: number): CountProgress {
  const line = new cliProgress.SingleBar({
    format: `{bar} ${what} {value} of {total}`,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  line.start(total, 0);
  return { step: () => line.increment(), stop: () => line.stop() };
}

function lines(what: string, total: number): CountProgress {
  let done = 0;
  let lastMs = Date.now();
  return {
    step() {
      done += 1;
      if (Date.now() - lastMs < LINE_EVERY_MS) return;
      lastMs = Date.now();
      process.stderr.write(`${what} ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}\n`);
    },
    stop: () => undefined,
  };
}
