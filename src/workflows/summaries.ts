import type { createActivities } from '../activities/index.js';
import type { PageRequest } from '../domain/run.js';
import { minute } from './detail-text.js';

type Activities = ReturnType<typeof createActivities>;

/** Activities whose summary their callers give, who know more of the call than its input says. */
type CalledWithSummary = 'fetchWindow' | 'stageItem' | 'mapItem' | 'importItem';
/** All others: one without an entry below does not compile. */
export type Summarized = Exclude<keyof Activities, CalledWithSummary>;

/** What the Temporal UI shows beside an activity: what, and how much of it. Ids, codes and times only; Temporal takes 400 bytes. */
const SUMMARIES: { [Name in Summarized]: (input: Parameters<Activities[Name]>[0]) => string } = {
  openRun: () => 'settings, window and watermark',
  openBackfill: ({ window }) => `${minute(window.from)} to ${minute(window.to)}`,
  readDay: ({ runId }) => `the report of run ${runId}`,
  closeBackfill: ({ ended }) => ended,
  listOpenItems: ({ after }) => `what earlier runs left open, ${whichPage(after)}`,
  convertItem: () => 'record to e-mail',
  recordFailure: ({ reason, mailbox }) => `${reason}: ${mailbox === null ? 'the whole item' : 'one copy'}`,
  listParkedItems: ({ after }) => `what was refused in this run, ${whichPage(after)}`,
  settleItem: () => 'open no longer',
  moveWatermark: ({ window }) => `to ${minute(window.to)}`,
  reportRun: ({ ended, reason }) => `${ended}${reason === null ? '' : ` (${reason})`}`,
  readPause: () => 'the pause flag of the schedule',
  setPause: ({ isPaused }) => (isPaused ? 'paused' : 'resumed'),
  pauseConnector: ({ reason }) => reason,
};

export function summaryOf(activity: Summarized, input: unknown): string {
  const summary = SUMMARIES[activity] as (input: unknown) => string;
  return summary(input);
}

/** Beside `fetchWindow`: which page of what. */
export function pageSummary({ slice, listing, page }: PageRequest): string {
  const what = slice.isLookback ? 'lookback' : 'items';
  const again = listing > 0 ? `, listed again (${listing})` : '';
  return `page ${page + 1} of ${what} archived ${minute(slice.window.from)} to ${minute(slice.window.to)}${again}`;
}

/** Beside `importItem`: a mailbox is called by its Entra object id, never by its address. */
export function copySummary(mailbox: string, index: number, of: number): string {
  return `copy ${index + 1} of ${of}, into mailbox ${mailbox}`;
}

function whichPage(after: string | null): string {
  return `${after === null ? 'first' : 'next'} page`;
}
