import type { DaySum } from '../connectors/days.js';
import type { Strings } from '../strings/index.js';

const HEIGHT = 28;
const COLUMN = 4;
const GAP = 1;
/** A day with a run is seen, however little came. */
const MIN_COLUMN = 2;

/**
 * A column per day: what was imported, what failed at its foot; a day without a run is a dot. A path for each of the
 * three, since a list has hundreds of these. It says nothing to listeners: its text is to stand beside it.
 */
export function Sparkline({ days }: { days: readonly DaySum[] }) {
  const width = days.length * (COLUMN + GAP);
  const { imported, failed, idle } = pathsOf(days);
  return (
    <svg
      class="sparkline"
      aria-hidden="true"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
    >
      {idle && <path class="mark none" d={idle} />}
      {imported && <path class="mark" d={imported} />}
      {failed && <path class="mark bad" d={failed} />}
    </svg>
  );
}

function pathsOf(days: readonly DaySum[]): Record<'imported' | 'failed' | 'idle', string> {
  const top = Math.max(1, ...days.map(({ imported, failed }) => imported + failed));
  const paths = { imported: '', failed: '', idle: '' };
  for (const [index, { runs, imported, failed }] of days.entries()) {
    const x = index * (COLUMN + GAP);
    if (runs === 0) {
      paths.idle += column(x, HEIGHT - 1, HEIGHT);
      continue;
    }
    const foot = HEIGHT - (failed === 0 ? 0 : heightOf(failed, top));
    const head = HEIGHT - heightOf(imported + failed, top);
    if (head < foot) paths.imported += column(x, head, foot);
    if (foot < HEIGHT) paths.failed += column(x, foot, HEIGHT);
  }
  return paths;
}

/** Whole pixels: finer is not seen, and longer. */
function heightOf(count: number, top: number): number {
  return Math.max(MIN_COLUMN, Math.round((count / top) * HEIGHT));
}

function column(x: number, head: number, foot: number): string {
  return `M${x} ${foot}V${head}h${COLUMN}V${foot}`;
}

/** `12,400 imported, 16 failed; runs on 30 of the last 30 days` */
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
