import type { createActivities } from '../activities/index.js';
import type { PageRequest } from '../domain/run.js';
import { minute } from './detail-text.js';

type Activities = ReturnType<typeof createActivities>;

/** What the Temporal UI shows beside an activity: what, and how much of it. Ids, codes and times only; Temporal takes 400 bytes. */
const SUMMARIES: { [Name in keyof Activities]?: (input: Parameters<Activities[Name]>[0]) => string } = {
  openRun: () => 'settings, window and watermark',
  listOpenItems: ({ after }) => `what earlier runs left open, ${after === null ? 'first' : 'next'} page`,
  convertItem: () => 'record to e-mail',
  recordFailure: ({ reason, mailbox }) => `${reason}: ${mailbox === null ? 'the whole item' : 'one copy'}`,
  settleItem: () => 'open no longer',
  moveWatermark: ({ window }) => `to ${minute(window.to)}`,
  reportRun: ({ ended, reason }) => `${ended}${reason === null ? '' : ` (${reason})`}`,
  pauseConnector: ({ reason }) => reason,
  readPause: () => 'the pause flag of the schedule',
  setPause: ({ isPaused }) => (isPaused ? 'paused' : 'resumed'),
};

export function summaryOf(activity: string, input: unknown): string | undefined {
  if (!Object.hasOwn(SUMMARIES, activity)) return undefined;
  const summary = SUMMARIES[activity as keyof Activities] as (input: unknown) => string;
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
