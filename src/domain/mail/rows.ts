import { cleanLine } from './clean-text.js';

/** A label and what it says, a line each: all one-line texts, and clean. */
export interface Row {
  label: string;
  lines: string[];
}

export interface Section {
  heading: string;
  rows: Row[];
  /** How the HTML sets it: labels beside what they say, or above it, or everything in one run of small print. */
  layout: 'table' | 'list' | 'run';
}

type Entry = readonly [label: string, lines: readonly string[]];

/** Rows that have something to say. Every line is cleaned here, whoever wrote it. */
export function rows(entries: readonly Entry[]): Row[] {
  return entries
    .map(([label, lines]) => ({
      label: cleanLine(label),
      lines: lines.map(cleanLine).filter((line) => line !== ''),
    }))
    .filter(({ lines }) => lines.length > 0);
}

export function section(
  heading: string,
  entries: readonly Entry[],
  layout: Section['layout'] = 'table',
): Section {
  return { heading, rows: rows(entries), layout };
}

/** "1,234,567 bytes". */
export function bytes(count: number): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? 'byte' : 'bytes'}`;
}

/** "1 h 2 min 3 s", from the first unit that is not zero. */
export function duration(seconds: number): string {
  const units = [
    `${Math.floor(seconds / 3600)} h`,
    `${Math.floor(seconds / 60) % 60} min`,
    `${seconds % 60} s`,
  ];
  const first = units.findIndex((unit) => !unit.startsWith('0 '));
  return units.slice(first).join(' ');
}
