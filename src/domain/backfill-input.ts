import { isMissing, isObject, unknownKeys } from './argument.js';
import type { BackfillInput } from './run.js';
import { daysOf, isEmpty, parseInstant, type Window } from './window.js';

/** Ten years. The rows of so many days stay below the 2 MB that Temporal takes of a result, whatever their runs come to. */
export const MAX_BACKFILL_DAYS = 3_660;
/** More of them is a backfill for everybody. */
export const MAX_BACKFILL_MAILBOXES = 1_000;

const TEXTS = ['connectorId', 'from', 'to', 'reason', 'requestedBy'] as const;
const KEYS: readonly string[] = [...TEXTS, 'mailboxes'];
const OBJECT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** A backfill as it is to be done: `window` in instants, `mailboxes` in small letters. */
export interface CheckedBackfill extends Pick<BackfillInput, 'connectorId' | 'mailboxes'> {
  window: Window;
}

/**
 * The argument of a backfill as somebody typed it in the Temporal UI, checked whole. `faults` names everything that is
 * wrong, in words for that person, and repeats no value.
 */
export function checkBackfill(
  argument: unknown,
  { nowMs, maxDays }: { nowMs: number; maxDays: number },
): { checked: CheckedBackfill } | { faults: string[] } {
  const given = isObject(argument) ? argument : {};
  const { window, faults } = checkedWindow(given, { nowMs, maxDays });
  faults.unshift(...textFaults(given), ...unknownKeys(given, KEYS));
  const mailboxes = given['mailboxes'] === undefined ? undefined : checkedMailboxes(given['mailboxes']);
  if (typeof mailboxes === 'string') faults.push(mailboxes);
  const connectorId = given['connectorId'];
  if (faults.length > 0 || !window || typeof connectorId !== 'string') return { faults };
  return { checked: { connectorId, window, ...(Array.isArray(mailboxes) && { mailboxes }) } };
}

/** Whether the text is an Entra object id, in small letters. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

function textFaults(given: Record<string, unknown>): string[] {
  const missing = TEXTS.filter((name) => isMissing(given[name]));
  const wrong = TEXTS.filter((name) => !isMissing(given[name]) && typeof given[name] !== 'string');
  return [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...wrong.map((name) => `\`${name}\` is no text`),
  ];
}

function checkedWindow(
  given: Record<string, unknown>,
  { nowMs, maxDays }: { nowMs: number; maxDays: number },
): { window?: Window; faults: string[] } {
  const faults: string[] = [];
  const instants = (['from', 'to'] as const).map((name) => {
    const text = given[name];
    if (typeof text !== 'string' || text.trim() === '') return undefined;
    const parsed = parseInstant(text);
    if (!parsed)
      faults.push(`\`${name}\` is no date (2026-11-01) and no instant (2026-11-01T12:00:00Z) from 1990 on`);
    return parsed;
  });
  const [from, to] = instants;
  if (to && Date.parse(to) > nowMs) faults.push('`to` lies in the future: such a window is not closed yet');
  if (!from || !to) return { faults };
  if (isEmpty({ from, to })) faults.push('`to` must be later than `from`');
  else if (daysOf({ from, to }).length > maxDays)
    faults.push(`\`from\` to \`to\` has more than ${maxDays} days: split it`);
  return { window: { from, to }, faults };
}

/** The Entra object ids in small letters; a text says what is wrong with them. */
export function checkedMailboxes(given: unknown): string[] | string {
  if (!Array.isArray(given) || given.length === 0 || given.length > MAX_BACKFILL_MAILBOXES)
    return `\`mailboxes\` is no list of 1 to ${MAX_BACKFILL_MAILBOXES} Entra object ids`;
  const ids = given.map((id: unknown) => (typeof id === 'string' ? id.toLowerCase() : ''));
  const wrong = ids.flatMap((id, at) => (isObjectId(id) ? [] : [at + 1]));
  if (wrong.length > 0)
    return `\`mailboxes\` holds ${wrong.length} that are no Entra object id, the first at place ${wrong[0]}`;
  const twice = ids.length - new Set(ids).size;
  return twice > 0 ? `\`mailboxes\` names ${twice} of them twice` : ids;
}
