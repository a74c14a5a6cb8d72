import type { DaySum } from '../connectors/days.js';
import type { Strings } from '../strings/index.js';

const HEIGHT = 28;
const COLUMN = 4;
const GAP = 1;
/** A day with a run is seen, however little came. */
const MIN_COLUMN = 2;

/** A column per day: what was imported, what failed at its foot; a day without a run is a dot. Numbers in words beside. */
export function Sparkline({ days, strings }: { days: readonly DaySum[]; strings: Strings }) {
  const top = Math.max(1, ...days.map(({ imported, failed }) => imported + failed));
  const width = days.length * (COLUMN + GAP);
  return (
    <svg
      class="sparkline"
      role="img"
      aria-label={sparklineText(days, strings)}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
    >
      {days.map((day, index) => (
        <DayColumn day={day} x={index * (COLUMN + GAP)} top={top} />
      ))}
    </svg>
  );
}

function DayColumn({ day, x, top }: { day: DaySum; x: number; top: number }) {
  const { runs, imported, failed } = day;
  if (runs === 0) return <rect class="mark none" x={x} y={HEIGHT - 1} width={COLUMN} height="1" />;
  const height = Math.max(MIN_COLUMN, ((imported + failed) / top) * HEIGHT);
  const bad = failed === 0 ? 0 : Math.max(MIN_COLUMN, (failed / top) * HEIGHT);
  return (
    <>
      <rect class="mark" x={x} y={HEIGHT - height} width={COLUMN} height={Math.max(0, height - bad)} />
      <rect class="mark bad" x={x} y={HEIGHT - bad} width={COLUMN} height={bad} />
    </>
  );
}

/** `12,400 imported, 16 failed on 30 of 30 days` */
export function sparklineText(days: readonly DaySum[], { connectors, tag }: Strings): string {
  const sum = (name: 'imported' | 'failed'): string =>
    days.reduce((all, day) => all + day[name], 0).toLocaleString(tag);
  const busy = days.filter(({ runs }) => runs > 0).length;
  return connectors.lastDaysText({
    imported: sum('imported'),
    failed: sum('failed'),
    busy: `${busy}`,
    days: `${days.length}`,
  });
}
