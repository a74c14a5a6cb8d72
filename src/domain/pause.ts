import { isReasonCode, REASONS, type ReasonCode } from './reasons.js';

/** The pause flag of a connector's schedule with the note beside it, which may be empty. */
export interface PauseFlag {
  isPaused: boolean;
  note: string;
}

/** Nothing new starts. The note is what the next person who looks is to read: why, by whom, and what to do. */
export interface Pause {
  note: string;
  /** ISO instant at which the run came to know of it. */
  since: string;
}

/** What the signals `pause` and `resume` carry; a resume needs no reason. */
export interface PauseRequest {
  reason: string;
  /** An admin is named where they act. */
  by: string;
}

const MAX_CHARACTERS = 500;

/**
 * The argument of a signal as somebody typed it in the Temporal UI: `{ reason, by }`, a plain string for the reason, or
 * nothing. Whatever else it is counts as nothing: a signal that came is a wish, and is not to be lost for its form.
 */
export function pauseRequest(argument: unknown): PauseRequest {
  const given = typeof argument === 'string' ? { reason: argument } : argument;
  const { reason, by } = (typeof given === 'object' && given !== null ? given : {}) as Record<
    string,
    unknown
  >;
  return { reason: textOf(reason) ?? 'no reason given', by: textOf(by) ?? 'somebody by a signal' };
}

/**
 * Whether a signal says of itself that the flag was set before it was sent. Then it is only worth a look at the flag: it
 * may have waited for a worker longer than the flag has stayed as it was.
 */
export function isWritten(argument: unknown): boolean {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'isWritten' in argument &&
    argument.isWritten === true
  );
}

/** What the schedule shows. */
export function pauseNote({ reason, by }: PauseRequest): string {
  return `${reason} (paused by ${by})`;
}

export function resumeNote({ by }: Pick<PauseRequest, 'by'>): string {
  return `Resumed by ${by}`;
}

/** The note of a pause that a run has made by itself. */
export function refusalNote(reason: ReasonCode): string {
  return `${reason}: ${REASONS[reason].nextStep}`;
}

/** Why a run has paused the connector by itself; undefined where a person has. */
export function refusalOf(note: string): ReasonCode | undefined {
  const code = /^(\w+): /.exec(note)?.[1] ?? '';
  return isReasonCode(code) ? code : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_CHARACTERS) : undefined;
}
