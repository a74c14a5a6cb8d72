import { ArchiveError } from '../../../domain/errors.js';
import type { MappingRefusal } from '../../../operations/mapping-refusal.js';
import { refusalLines } from '../../refusal-lines.js';

/** Why Finish has made no connector, and what to do: numbers move only from users of a deleted connector of this id. Pure. */
export function refusedMapping(refusal: MappingRefusal): ArchiveError {
  const lines = ['No connector was made: its user mapping was refused.', refusalLines(refusal)];
  const nextStep =
    refusal.judgement.reassigned.length > 0
      ? 'A deleted connector had the same id, and gave these numbers to other users: choose another id on Name and schedule.'
      : 'Open User mapping: the file is checked anew there, and each of its rows that is in the way is named.';
  return new ArchiveError('InvalidArgument', lines.join('\n'), { nextStep });
}
