import type { Window } from '../../src/domain/window.js';
import { codesIn } from '../support/page-tables.js';

/** What comes between a run and its end, in a part of its window; parts are counted from 1. */
export interface Trouble {
  what: 'short' | 'fails' | 'canceled';
  part: number;
}

/** What happens to a connector, one after the other: its schedule buffers what would overlap. Instants are ISO. */
export type Step =
  | { kind: 'run'; at: string; trouble?: Trouble }
  | { kind: 'backfill'; window: Window }
  | { kind: 'purge'; before: string }
  | { kind: 'updated'; timezone: string }
  | { kind: 'made again'; start: string };

/** What became of a run. */
export interface Outcome {
  /** Listed whole, the lookback left out and what was purged too. */
  archived: Window[];
  gaps: Window[];
  /** By how much it moved the watermark, in the order of the moves. */
  moves: Window[];
  isRefused: boolean;
}

/** One outcome per run and backfill, and where the watermark stands after all of them. */
export interface Trace {
  outcomes: Outcome[];
  watermark: string;
}

/** The words of docs/windows.md. What they say beside these steps happens without a run: a server is down, a tick is skipped. */
export function stepsOf(cell = ''): Step[] {
  return cell.split('<br>').flatMap((words): Step[] => {
    const [first = '', second = ''] = instantsIn(words);
    if (/^(daily|by hand) /.test(words)) return [{ kind: 'run', at: first, ...troubleIn(words) }];
    if (words.startsWith('backfill ')) return [{ kind: 'backfill', window: { from: first, to: second } }];
    if (words.startsWith('purged before ')) return [{ kind: 'purge', before: first }];
    if (words.startsWith('made again ')) return [{ kind: 'made again', start: first }];
    if (/^(down|paused|skipped) /.test(words)) return [];
    throw new RangeError(`The page knows no step “${words}”.`);
  });
}

function troubleIn(words: string): { trouble?: Trouble } {
  const [, what, part] = /, (short|fails|canceled) in part (\d+)$/.exec(words) ?? [];
  return what === undefined ? {} : { trouble: { what: what as Trouble['what'], part: Number(part) } };
}

/** Instants as the page writes them, in UTC. */
export function instantsIn(cell = ''): string[] {
  return codesIn(cell).map((code) => new Date(`${code.replace(' ', 'T')}Z`).toISOString());
}

/** The outcomes in the words of the page, one line each. */
export function inWords(outcomes: readonly Outcome[]): string {
  return outcomes.map(lineOf).join('<br>');
}

function lineOf({ archived, gaps, isRefused }: Outcome): string {
  if (isRefused) return 'refused';
  const parts = [...gaps.map((gap) => `gap ${periodOf(gap)}`), ...archived.map(periodOf)];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

export function periodOf({ from, to }: Window): string {
  return `${minuteOf(from)} to ${minuteOf(to)}`;
}

export function minuteOf(instant: string): string {
  return `\`${instant.slice(0, 16).replace('T', ' ')}\``;
}
