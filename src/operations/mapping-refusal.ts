import { isOfWholeFile } from '../mapping/file-faults.js';
import { linesIn } from '../mapping/lines-in.js';
import type { Finding } from '../mapping/mapping-faults.js';
import type { Judgement } from './judge-mapping.js';

/** What an admin says to a mapping that would be refused without it. */
export interface MappingChoices {
  /** Install the rows that can be used, without the others. */
  skipBadRows?: boolean | undefined;
  /** A number that moves to another user was wrong all along. */
  reassign?: boolean | undefined;
}

/** Why a mapping is not installed. */
export interface MappingRefusal {
  message: string;
  /** Every row that stops it, in the order of the file. */
  stopping: Finding<string>[];
  /** Whether the others could be installed without these. */
  canSkip: boolean;
  judgement: Judgement;
}

/** Undefined where it may be installed. `file` is what to call it. Pure. */
export function refusalOf(
  judgement: Judgement,
  { skipBadRows = false, reassign = false }: MappingChoices,
  file: string,
): MappingRefusal | undefined {
  const { faults, reassigned } = judgement;
  const bad = skipBadRows ? faults.filter(isOfWholeFile) : faults;
  const moved = reassign ? [] : reassigned;
  if (bad.length + moved.length === 0) return undefined;
  return {
    message: messageOf(bad, moved, file),
    stopping: [...bad, ...moved].toSorted((a, b) => a.line - b.line),
    canSkip: bad.length > 0 && !bad.some(isOfWholeFile),
    judgement,
  };
}

function messageOf(bad: Finding<string>[], moved: Finding<string>[], file: string): string {
  const ofRows = linesIn(bad.filter((fault) => !isOfWholeFile(fault)));
  return [
    ...(bad.some(isOfWholeFile) ? [`The ${file} cannot be used as a whole`] : []),
    ...(ofRows > 0 ? [`Rows of the ${file} that cannot be used: ${ofRows}`] : []),
    ...(moved.length > 0 ? [`Rows that give a number to another user: ${linesIn(moved)}`] : []),
  ].join(' · ');
}
