import { durationText } from '../domain/pace.js';
import { REASONS, type ReasonCode } from '../domain/reasons.js';
import type { Missing, Progress, ReasonTimes } from '../domain/run.js';
import { isEmpty } from '../domain/window.js';
import { failureList, missingList, partialList } from './detail-lists.js';
import { minute, paragraphs, pauseLines, plural, timeOfDay } from './detail-text.js';

/** What the details of a run say besides its progress. Ids, codes and counts only. */
export interface Account {
  workflowId: string;
  /** Null until the run is opened. */
  connectorId: string | null;
  /** Paused by the backfill whose day it is, and not as the whole connector. */
  isHeld?: boolean;
  /** ISO instant: Temporal shows the text as it was written last. */
  asOf: string;
  /** How many copies failed, by reason. */
  reasons: ReasonTimes;
  /** How many copies lack attachments, by reason; known once the run is reported. */
  partials: ReasonTimes;
  /** Why the run as a whole failed or is incomplete. */
  reason: ReasonCode | null;
  missing?: Missing;
}

/**
 * The Markdown that the Temporal UI shows on a run: what is going on and what it needs in the first two lines, then how
 * far it is, what is wrong and what to do. Lists and not tables: the UI sets the columns of a table without a gap.
 */
export function detailsOf(progress: Progress, account: Account): string {
  return paragraphs(
    `### ${headline(progress, account)}`,
    progress.phase === 'ended' ? ending(progress, account) : situation(progress, account),
    windowLine(progress),
    account.connectorId === null ? '' : countList(progress),
    account.missing ? missingList(account.missing) : '',
    failureList(account.reasons),
    partialList(account.partials),
    reportLine(account),
  );
}

/** With the time: where nothing happens the text stays as it was, and what it reckoned then. */
function headline(progress: Progress, { asOf }: Account): string {
  const { phase, outcome, paused, items, parked, isLookback, isLastRound, leftMs } = progress;
  if (phase === 'ended') return `Ended: ${outcome ?? 'the report says how'}`;
  if (paused) return `Paused since ${minute(paused.since)}: nothing new starts`;
  if (phase === 'opening') return 'Opening the run';
  if (phase === 'reporting') return 'Writing the report';
  if (isLastRound)
    return `Taking up once more what was refused: ${plural(parked, 'item', 'items')} to go at ${timeOfDay(asOf)}`;
  if (isLookback) return 'Looking for items of the past that turned up late';
  const what = phase === 'open-items' ? 'Taking up what earlier runs left open' : 'Archiving';
  if (items.seen === 0) return `${what}: no items so far`;
  const left = leftMs === undefined ? '' : `, about ${durationText(leftMs)} left`;
  return `${what}: ${items.done} of ${items.total ?? items.seen} items done at ${timeOfDay(asOf)}${left}`;
}

/** What holds it up, and what it needs. */
function situation(progress: Progress, account: Account): string {
  const { paused, waitingFor, waitingSince, counts, parked, isLastRound } = progress;
  const since = waitingSince === undefined ? '' : ` since ${minute(waitingSince)}`;
  return paragraphs(
    paused ? pauseLines(paused.note, ...resumption(account)) : '',
    waitingFor && !paused ? `**Waiting${since} for ${waitingFor}.** ${IF_IT_LASTS}` : '',
    counts.failed > 0 ? `**${plural(counts.failed, 'copy has', 'copies have')} failed**: see below.` : '',
    parked > 0
      ? `**${plural(parked, 'item is', 'items are')} parked**: ${isLastRound ? TAKEN_UP : PARKED}`
      : '',
  );
}

const IF_IT_LASTS = 'If that lasts, _Pending Activities_ says why: Last Failure.';
const PARKED =
  'the world refused them for now. They are tried once more after the last page; what is refused then is left to the next run.';
const TAKEN_UP = 'each is tried once more now. What is refused again is left to the next run.';

/** The command, and what the signal is sent to. */
function resumption({ connectorId, isHeld }: Account): [string, string] {
  const id = connectorId ?? 'ID';
  return isHeld ? [`backfill resume ${id}`, 'the backfill'] : [`connector resume ${id}`, 'this run'];
}

function ending({ outcome, counts }: Progress, { reason, connectorId }: Account): string {
  const { failed, partiallyImported: partial } = counts;
  if (connectorId === null)
    return 'It was never opened, and changed nothing. _Result_ says why, and what to do.';
  if (reason !== null) return `**${reason}:** ${REASONS[reason].nextStep}`;
  if (outcome === 'completed') return 'All that the source showed has arrived. Nothing is to be done.';
  if (outcome === 'inconsistent') return 'The outcomes do not add up, which is a defect of ours. Report it.';
  const parts = [
    failed > 0 ? `**${plural(failed, 'copy', 'copies')} failed**` : '',
    partial > 0 ? `**${partial} arrived without some attachments**` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `${parts.join(', ')}: see below.` : '';
}

function windowLine({ window, slice, phase, isLookback, isLastRound }: Progress): string {
  if (!window || isEmpty(window)) return '';
  const isInPart = phase === 'archiving' && !isLookback && !isLastRound;
  const isCut = isInPart && slice !== null && slice.of > 1;
  const part = isCut ? `, part ${Math.min(slice.index + 1, slice.of)} of ${slice.of}` : '';
  return `Archived at the source from **${minute(window.from)}** to **${minute(window.to)}**${part}`;
}

function countList({ phase, counts, items, rate }: Progress): string {
  const isOver = phase === 'reporting' || phase === 'ended';
  const pace = !isOver && rate > 0 ? `, ${rate} a second over the last minutes` : '';
  const underWay = isOver ? 0 : (items.underWay ?? 0);
  return [
    phase === 'ended' ? `- **${counts.availableFromSource}** items from the source` : '',
    `- **${counts.imported}** copies imported${pace}`,
    counts.partiallyImported > 0 ? `- **${counts.partiallyImported}** partially imported` : '',
    counts.skipped > 0 ? `- **${counts.skipped}** skipped: they were there already` : '',
    counts.failed > 0 ? `- **${counts.failed}** failed` : '',
    underWay > 0
      ? `- **${underWay}** items under way: what one waits for stands on it (_Relationships_)`
      : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** A run that was never opened has no report. */
function reportLine({ workflowId, connectorId }: Account): string {
  return connectorId === null ? '' : `Which copies: \`whatsapp-archiver report ${workflowId}\``;
}
