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

/** What the schedule shows. */
export function pauseNote({ reason, by }: PauseRequest): string {
  return `${reason} (paused by ${by})`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_CHARACTERS) : undefined;
}
