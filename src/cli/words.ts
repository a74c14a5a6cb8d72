import { userInfo } from 'node:os';
import { ArchiveError } from '../domain/errors.js';
import { isOneLine, MAX_NAME_CHARACTERS, MAX_REASON_CHARACTERS } from '../domain/one-line.js';

/** Who does it: `--by`, else the user of the operating system. Rejects with InvalidArgument what is no name. */
export function authorOf({ by = userInfo().username }: { by?: string }): string {
  return words(by, MAX_NAME_CHARACTERS, {
    option: '--by',
    nextStep: 'Give the name of the admin who makes the change.',
  });
}

/** Why it is done, for whoever looks later. Rejects with InvalidArgument what is no text of one line. */
export function reasonFrom({ reason }: { reason: string }): string {
  return words(reason, MAX_REASON_CHARACTERS, { option: '--reason', nextStep: 'Say why in one line.' });
}

function words(
  text: string,
  max: number,
  { option, nextStep }: { option: string; nextStep: string },
): string {
  if (isOneLine(text, max)) return text;
  const message = `${option} is empty, too long, or holds control characters.`;
  throw new ArchiveError('InvalidArgument', message, { nextStep });
}
