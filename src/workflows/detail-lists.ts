import { REASONS, type ReasonCode } from '../domain/reasons.js';
import type { Missing, ReasonTimes } from '../domain/run.js';
import { minute, plural } from './detail-text.js';

// Temporal takes 20,000 bytes of details: the report has what does not fit.
const MAX_REASONS = 12;
const MAX_GAPS = 20;

export function failureList(reasons: ReasonTimes): string {
  return reasonList('What failed, and the next step', reasons);
}

export function partialList(partials: ReasonTimes): string {
  return reasonList('What arrived without some attachments, and the next step', partials);
}

/** The most frequent first. */
function reasonList(title: string, times: ReasonTimes): string {
  const all = (Object.entries(times) as [ReasonCode, number][]).toSorted(([, a], [, b]) => b - a);
  if (all.length === 0) return '';
  const lines = all
    .slice(0, MAX_REASONS)
    .map(([reason, count]) => `- **${reason}**, ${plural(count, 'time', 'times')}. ${stepOf(reason)}`);
  const more = all.length - lines.length;
  return [`#### ${title}\n`, ...lines, ...rest(more, 'reason', 'reasons')].join('\n');
}

/** Of a code that a newer program gave, an older one knows no next step. */
function stepOf(reason: ReasonCode): string {
  return (REASONS as Partial<typeof REASONS>)[reason]?.nextStep ?? 'The report says more.';
}

export function missingList({ gaps, sourceFaults, count }: Missing): string {
  const codes = new Set([
    ...gaps.map(() => 'WindowPurged' as const),
    ...sourceFaults.map(({ reason }) => reason),
  ]);
  return [
    '#### What the source did not deliver\n',
    ...gaps.slice(0, MAX_GAPS).map(({ from, to }) => `- purged: **${minute(from)}** to **${minute(to)}**`),
    ...rest(gaps.length - MAX_GAPS, 'period', 'periods'),
    ...sourceFaults.map(({ name, reason }) => `- \`${name}\`: **${reason}**`),
    ...rest(count - sourceFaults.length, 'name', 'names'),
    ...[...codes].slice(0, MAX_REASONS).map((code) => `\n**${code}** ${stepOf(code)}`),
  ].join('\n');
}

function rest(more: number, one: string, many: string): string[] {
  return more > 0 ? [`- and ${plural(more, `more ${one}`, `more ${many}`)}, see the report`] : [];
}
