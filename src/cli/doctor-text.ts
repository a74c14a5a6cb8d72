import type { Finding, State } from '../doctor/finding.js';
import { table } from './table.js';
import { oneLine, WIDTH, wrap } from './wrap.js';

/** The table takes no more than the terminal: what was found has what the other columns leave. */
const GAP = 2;
const MAX_CHECK = 36;
const MIN_DETAIL = 30;
const HEAD = ['State', 'Area', 'Check', 'Found'] as const;

/**
 * The findings for people: a table, then what to do about each. Next steps are never broken into lines, for many hold a
 * command that is to be copied.
 */
export function doctorText(findings: readonly Finding[]): string {
  const heads = findings.map(({ state, area, check }) => [state, area, wrap(oneLine(check), MAX_CHECK)]);
  const room = WIDTH - [0, 1, 2].reduce((sum, column) => sum + widest(heads, column) + GAP, 0);
  const rows = findings.map(({ detail }, index) => [
    ...(heads[index] ?? []),
    wrap(oneLine(detail), Math.max(room, MIN_DETAIL)),
  ]);
  const steps = stepLines(findings);
  return [
    table([...HEAD], rows),
    '',
    countsLine(findings),
    ...(steps.length > 0 ? ['', 'What to do:', ...steps] : []),
  ].join('\n');
}

function widest(rows: readonly string[][], column: number): number {
  const lines = [[...HEAD], ...rows].flatMap((row) => (row[column] ?? '').split('\n'));
  return Math.max(...lines.map((line) => line.length));
}

/** One line for all findings with the same next step. */
function stepLines(findings: readonly Finding[]): string[] {
  const checks = new Map<string, string[]>();
  for (const { area, check, nextStep } of findings)
    if (nextStep !== null) checks.set(nextStep, [...(checks.get(nextStep) ?? []), `${area} ${check}`]);
  return [...checks].map(([nextStep, which]) => oneLine(`- ${which.join(', ')}: ${nextStep}`));
}

function countsLine(findings: readonly Finding[]): string {
  const count = (wanted: State): number => findings.filter(({ state }) => state === wanted).length;
  return `${count('good')} good, ${count('bad')} bad, ${count('unknown')} unknown`;
}
