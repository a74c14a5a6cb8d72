import { durationText, fractionDone } from '../../domain/pace.js';
import type { Progress } from '../../domain/run.js';
import { doneTexts } from '../parts/progress.js';
import type { Strings } from '../strings/index.js';

/** How far a run is, what it waits for, or why it stands still. Undefined progress: no worker answers. */
export function RunProgress({ progress, strings }: { progress: Progress | undefined; strings: Strings }) {
  const { run } = strings;
  if (progress === undefined) return <p class="notice warn">{run.noWorker}</p>;
  const { paused, waitingFor } = progress;
  return (
    <div class="card">
      <progress value={fractionDone(progress)} max="1" aria-label={run.soFar} />
      <p>{extentText(progress, strings)}</p>
      {paused && (
        <p class="warn">
          {run.pausedBecause}: {paused.note}
        </p>
      )}
      {!paused && waitingFor !== null && <p class="warn">{run.waitingFor(waitingFor)}</p>}
    </div>
  );
}

/** `120 of 900 items done · part 1 of 2 · 3.5 copies per second · about 4 min left` */
function extentText(progress: Progress, strings: Strings): string {
  const { run, tag } = strings;
  const { rate, leftMs } = progress;
  return [
    ...doneTexts(progress, strings),
    ...(rate > 0 ? [run.perSecond(rate.toLocaleString(tag, { maximumFractionDigits: 1 }))] : []),
    ...(leftMs === undefined ? [] : [run.left(durationText(leftMs))]),
  ].join(' · ');
}
