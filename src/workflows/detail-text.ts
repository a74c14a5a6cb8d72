import { plainMarkdown } from '../domain/markdown.js';
import type { Pause } from '../domain/pause.js';

const MAX_NOTE_CHARACTERS = 500;

/** What there is of them, with an empty line between. */
export function paragraphs(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `2026-11-19 02:00 UTC` of an ISO instant. */
export function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** `02:00 UTC` of an ISO instant. */
export function timeOfDay(instant: string): string {
  return `${instant.slice(11, 16)} UTC`;
}

/** Why something is paused, as plain words, and how it goes on: a command of ours, or the signal `resume` on `what`. */
export function pauseLines(note: string, command: string, what: string): string {
  return paragraphs(
    `> ${plainMarkdown(note, MAX_NOTE_CHARACTERS) || 'no reason given'}`,
    `To go on: \`whatsapp-archiver ${command}\`, or the signal \`resume\` on ${what}.`,
  );
}

/** The same in one line, of what is waited for. */
export function untilResumed(command: string, { note, since }: Pause): string {
  return `somebody to resume it with \`${command}\`. Paused since ${minute(since)}: ${note || 'no reason given'}`;
}
