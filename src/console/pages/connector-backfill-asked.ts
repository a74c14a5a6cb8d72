import { MAX_BACKFILL_DAYS } from '../../domain/backfill-input.js';
import { ArchiveError } from '../../domain/errors.js';
import { windowOf, type Window } from '../../domain/window.js';
import type { Form } from '../form.js';

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** More than a month may be a slip of the year, and would keep the connector busy for long. */
const MAX_DAYS_UNASKED = 31;

/** What was typed; the last day is part of the period here. */
export interface AskedBackfill {
  first: string;
  last: string;
  reason: string;
  /** A line each; all where there is none. */
  mailboxes: string;
  /** So many days somebody was asked about, and has sent the form again. */
  confirmedDays: string;
}

export const NOTHING_ASKED: AskedBackfill = {
  first: '',
  last: '',
  reason: '',
  mailboxes: '',
  confirmedDays: '',
};

export function askedIn(form: Form): AskedBackfill {
  return {
    first: form.text('first'),
    last: form.text('last'),
    reason: form.text('reason'),
    mailboxes: form.text('mailboxes'),
    confirmedDays: form.text('confirmedDays'),
  };
}

/** How many days somebody is to be asked about first; undefined for few, for those already confirmed, and for what is refused anyway. */
export function daysToConfirm({ first, last, confirmedDays }: AskedBackfill): number | undefined {
  if (!DATE.test(first) || !DATE.test(last)) return undefined;
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  const isLong = days > MAX_DAYS_UNASKED && days <= MAX_BACKFILL_DAYS;
  return isLong && confirmedDays !== `${days}` ? days : undefined;
}

/** The last day is meant whole, up to now where it is today. Throws InvalidArgument where either is no date. */
export function windowFrom({ first, last }: AskedBackfill): Window {
  const [from, end] = [Date.parse(first), Date.parse(last) + DAY_MS];
  if (!DATE.test(first) || !DATE.test(last) || Number.isNaN(from) || Number.isNaN(end))
    throw new ArchiveError('InvalidArgument', 'A backfill needs a first and a last day.', {
      nextStep: 'Give both as dates.',
    });
  return windowOf(from, Math.min(end, Math.max(from, Math.floor(Date.now() / 1_000) * 1_000)));
}
