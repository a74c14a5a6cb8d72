import { refusalOf } from '../domain/pause.js';
import type { CommandResult } from './command.js';

export interface Paused {
  /** The run that is paused, or the connector where none was started. */
  what: string;
  note: string;
  /** The command that lets it go on. */
  resume: string;
}

/** For whoever waits for a run: it stays open, and nothing goes on before somebody has done something. */
export function pausedResult({ what, note, resume }: Paused): CommandResult {
  const nextStep = `whatsapp-archiver ${resume}`;
  return {
    exitCode: 4,
    json: { paused: what, state: 'paused', reason: refusalOf(note) ?? null, note, nextStep },
    text: `${what} is paused, and goes on once it is resumed.\n${note || 'No reason was given.'}\nNext step: ${nextStep}`,
  };
}
