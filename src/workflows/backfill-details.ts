import { hasEnded } from '../domain/backfill-days.js';
import type { Pause } from '../domain/pause.js';
import { emptyCounts, sumCounts, type Counts } from '../domain/report.js';
import type { BackfillDay } from '../domain/run.js';
import { minute, paragraphs, pauseLines, plural } from './detail-text.js';

// Temporal takes 20,000 bytes of details; a line of a day has some 150. The query `days` has all of them.
const MAX_DAYS_IN_TROUBLE = 40;
const MAX_DAYS_UNDER_WAY = 20;
const MAX_DAYS_DONE = 20;

export interface BackfillStanding {
  connectorId: string;
  days: readonly BackfillDay[];
  /** Its own pause, beside the connector's. */
  paused?: Pause;
  connectorPaused?: Pause;
  waitingFor: string | null;
  /** ISO instant: Temporal shows the text as it was written last. */
  asOf: string;
}

/** The Markdown that the Temporal UI shows on a backfill: how many days, what holds it up, the days to look at, then the latest. */
export function backfillDetailsOf(standing: BackfillStanding): string {
  const { days, waitingFor, asOf } = standing;
  const ended = days.filter(hasEnded);
  const isOver = ended.length === days.length;
  const troubled = ended.filter(isTroubled);
  const underWay = days.filter(isUnderWay);
  return paragraphs(
    `### ${ended.length} of ${plural(days.length, 'day', 'days')} done${isOver ? '' : standingNow(standing, underWay)}`,
    isOver ? '' : pauses(standing),
    waitingFor && !isOver ? `**Waiting for ${waitingFor}.**` : '',
    troubled.length > 0
      ? `**${plural(troubled.length, 'day is', 'days are')} to be looked at**: see below.`
      : '',
    outcomeLine(ended, isOver),
    list('To be looked at', troubled, MAX_DAYS_IN_TROUBLE),
    list('Under way: the run of each shows how far it is', underWay, MAX_DAYS_UNDER_WAY),
    list('Done, latest first', ended.filter((day) => !isTroubled(day)).toReversed(), MAX_DAYS_DONE),
    `${isOver ? '' : `As of ${minute(asOf)}. `}A day's copies: \`whatsapp-archiver report\` with the id of its run.`,
  );
}

/** A backfill of one day has none done until its end: that it is at work is to be seen all the same. */
function standingNow(
  { paused, connectorPaused }: BackfillStanding,
  underWay: readonly BackfillDay[],
): string {
  const since = (paused ?? connectorPaused)?.since;
  if (since !== undefined) return `, paused since ${minute(since)}`;
  return underWay.length === 0 ? '' : `, ${underWay.length} under way`;
}

/** Each goes on by a command of its own. */
function pauses({ connectorId, paused, connectorPaused }: BackfillStanding): string {
  return paragraphs(
    paused ? pauseLines(paused.note, `backfill resume ${connectorId}`, 'this backfill') : '',
    connectorPaused
      ? pauseLines(connectorPaused.note, `connector resume ${connectorId}`, 'a run of its days')
      : '',
  );
}

/** What days under way have done so far is known to their runs alone. */
function outcomeLine(ended: readonly BackfillDay[], isOver: boolean): string {
  if (ended.length === 0) return '';
  const counts = ended.map((day) => day.counts ?? emptyCounts()).reduce(sumCounts, emptyCounts());
  const isNothingNew = counts.availableForImport > 0 && counts.availableForImport === counts.skipped;
  if (!isOver) return `In the days that have ended: ${countsText(counts)}`;
  return `${countsText(counts)}${isNothingNew ? ': all of it was there already' : ''}`;
}

function list(title: string, days: readonly BackfillDay[], max: number): string {
  if (days.length === 0) return '';
  const more = days.length - max;
  return [
    `#### ${title}\n`,
    ...days.slice(0, max).map(lineOf),
    ...(more > 0 ? [`- and ${plural(more, 'more day', 'more days')}: the query \`days\` has them`] : []),
  ].join('\n');
}

function lineOf({ day, state, counts, runId, missing }: BackfillDay): string {
  const what = counts === null ? '' : `: ${countsText(counts)}`;
  const lost = missing ? ', not all delivered by the source' : '';
  return `- **${day}** ${state}${what}${lost}${runId === null ? '' : ` (run \`${runId}\`)`}`;
}

function countsText({ imported, partiallyImported, skipped, failed }: Counts): string {
  return `${imported} imported, ${partiallyImported} partially imported, ${skipped} skipped, ${failed} failed`;
}

function isTroubled({ state, missing }: BackfillDay): boolean {
  return state !== 'completed' || missing === true;
}

function isUnderWay({ state }: BackfillDay): boolean {
  return state === 'running';
}
