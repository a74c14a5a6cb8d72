import { REASONS, type ReasonCode } from '../domain/reasons.js';
import type { Missing, Progress } from '../domain/run.js';
import { isEmpty } from '../domain/window.js';

/**
 * The Markdown that the Temporal UI shows on a run: what is running, how far, and what is wrong. Counts and codes only.
 * Lists and not tables: the UI sets the columns of a table without a gap.
 */
export function detailsOf(
  progress: Progress,
  reasons: Partial<Record<ReasonCode, number>>,
  missing?: Missing,
): string {
  const { window, counts, items } = progress;
  return [
    `### ${headline(progress)}`,
    window && !isEmpty(window)
      ? `Archived at the source from **${utc(window.from)}** to **${utc(window.to)}**`
      : '',
    progress.waitingFor ? `**Waiting for** ${progress.waitingFor}` : '',
    [
      `- **${items.done}** of ${items.seen} items done`,
      `- **${counts.imported}** copies imported`,
      counts.partiallyImported > 0 ? `- **${counts.partiallyImported}** partially imported` : '',
      counts.skipped > 0 ? `- **${counts.skipped}** skipped: they were there already` : '',
      counts.failed > 0 ? `- **${counts.failed}** failed` : '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
    missing ? missingList(missing) : '',
    failureList(reasons),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function headline({ phase, outcome, slice, rate }: Progress): string {
  if (phase === 'opening') return 'Opening the run';
  if (phase === 'open items') return 'Taking up items that an earlier run left open';
  if (phase === 'paused') return 'Paused: nothing new starts';
  if (phase === 'reporting') return 'Writing the report';
  if (phase === 'ended') return `Ended: ${outcome ?? 'the report says how'}`;
  const part = slice && slice.of > 1 ? `, part ${Math.min(slice.index + 1, slice.of)} of ${slice.of}` : '';
  return `Archiving${part}: ${rate} copies a second`;
}

function missingList({ gaps, sourceFaults, count }: Missing): string {
  const codes = new Set([
    ...gaps.map(() => 'WindowPurged' as const),
    ...sourceFaults.map(({ reason }) => reason),
  ]);
  return [
    '#### What the source did not deliver\n',
    ...gaps.map(({ from, to }) => `- purged: **${utc(from)}** to **${utc(to)}**`),
    ...sourceFaults.map(({ name, reason }) => `- \`${name}\`: **${reason}**`),
    count > sourceFaults.length ? `- and ${count - sourceFaults.length} more, see the report` : '',
    ...[...codes].map((code) => `\n**${code}** ${REASONS[code].nextStep}`),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function failureList(reasons: Partial<Record<ReasonCode, number>>): string {
  const lines = (Object.entries(reasons) as [ReasonCode, number][]).map(
    ([reason, times]) => `- **${reason}**, ${times} times. ${REASONS[reason].nextStep}`,
  );
  return lines.length === 0 ? '' : `#### What failed, and the next step\n\n${lines.join('\n')}`;
}

function utc(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
