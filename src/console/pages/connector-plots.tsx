import { durationText } from '../../domain/pace.js';
import type { ConnectorView } from '../connectors/overview.js';
import type { RunRow } from '../connectors/run-history.js';
import { ColumnPlot } from '../parts/plot.js';
import type { Column } from '../parts/plot-data.js';
import type { Strings } from '../strings/index.js';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
/** Of which half is a round time as well. */
const TIMES = [
  ...[10, 20, 40, 60].map((count) => count * SECOND),
  ...[2, 4, 10, 20, 40, 60].map((count) => count * MINUTE),
  ...[2, 4, 8, 12, 24, 48].map((count) => count * HOUR),
];

interface PlotsProps {
  view: ConnectorView;
  rows: readonly RunRow[];
  strings: Strings;
}

/** How much came each day, and how long each run took: a change in either is seen here first. */
export function ConnectorPlots({ view, rows, strings }: PlotsProps) {
  const { connector: words, run } = strings;
  const runs = rows.flatMap((row) => runColumn(row, strings)).toReversed();
  if (runs.length === 0) return null;
  return (
    <div class="cards wide">
      <ColumnPlot
        columns={view.days.map(({ day, imported, failed }) => ({
          label: shortDay(day, strings),
          value: imported,
          bad: failed,
        }))}
        words={{ title: words.perDay, label: words.day, value: run.imported, bad: run.failed }}
        strings={strings}
      />
      <ColumnPlot
        columns={runs}
        words={{ title: words.perRun, label: words.startedUtc, value: run.took, format: durationText }}
        strings={strings}
        topOf={roundTime}
      />
    </div>
  );
}

/** Nothing for a run that has not ended. */
function runColumn({ record: { startedAt, completedAt } }: RunRow, strings: Strings): Column[] {
  if (completedAt === null) return [];
  const tookMs = Date.parse(completedAt) - Date.parse(startedAt);
  return [
    { label: `${shortDay(startedAt, strings)}, ${startedAt.slice(11, 16)}`, value: Math.max(0, tookMs) },
  ];
}

/** Such as `26 Nov`; of a day or an ISO instant, in UTC. */
function shortDay(at: string, { tag }: Strings): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Date(at).toLocaleDateString(tag === 'en' ? 'en-GB' : tag, options);
}

function roundTime(highestMs: number): number {
  const [DAY, days] = [24 * HOUR, Math.ceil(highestMs / (48 * HOUR)) * 2];
  return TIMES.find((time) => time >= highestMs) ?? days * DAY;
}
