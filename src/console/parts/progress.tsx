import { shownFraction, type ShownProgress } from '../../domain/days-in-hand.js';
import { durationText } from '../../domain/pace.js';
import type { Progress } from '../../domain/run.js';
import type { Strings } from '../strings/index.js';

interface BarProps {
  progress: ShownProgress | undefined;
  strings: Strings;
}

/** How far a run or backfill is, in a bar and in words. Undefined progress: no worker has said. */
export function ProgressBar({ progress, strings }: BarProps) {
  const { run } = strings;
  if (progress === undefined) return <p class="quiet">{strings.connectors.noAnswer}</p>;
  return (
    <div class="progress">
      <progress value={shownFraction(progress).toFixed(3)} max="1" aria-label={run.soFar} />
      <p>{progressText(progress, strings)}</p>
      {progress.waitingFor !== null && progress.paused === null && (
        <p class="warn">{run.waitingFor(progress.waitingFor)}</p>
      )}
    </div>
  );
}

/** `350 of 400 items done · part 1 of 2 · 340 imported · 2 failed · 3.5 copies per second · about 41 s left` */
export function progressText(progress: ShownProgress, strings: Strings): string {
  const { run, connectors, tag } = strings;
  const { phase, days, inHand, counts, rate, leftMs } = progress;
  const number = (count: number): string => count.toLocaleString(tag, { maximumFractionDigits: 1 });
  if (phase === 'opening' || phase === 'reporting' || phase === 'ended') return connectors.phases[phase];
  return [
    ...(days ? [connectors.daysDone(number(days.done), number(days.all))] : doneTexts(progress, strings)),
    ...(inHand && inHand.all > 0 ? [connectors.daysInHand(number(inHand.done), number(inHand.all))] : []),
    `${number(counts.imported + counts.partiallyImported)} ${run.imported.toLowerCase()}`,
    ...(counts.failed > 0 ? [`${number(counts.failed)} ${run.failed.toLowerCase()}`] : []),
    ...(rate > 0 ? [run.perSecond(number(rate))] : []),
    ...(leftMs === undefined ? [] : [run.left(durationText(leftMs))]),
  ].join(' · ');
}

/** The items are those of the parts so far, and the bar reckons with all parts: without them the two would disagree. */
export function doneTexts({ items, slice }: Progress, { run, tag }: Strings): string[] {
  const number = (count: number): string => count.toLocaleString(tag);
  const done = run.progress(number(items.done), number(items.total ?? items.seen));
  if (slice === null || slice.of <= 1) return [done];
  return [done, run.part(number(Math.min(slice.index + 1, slice.of)), number(slice.of))];
}
