import { isOfWholeFile } from '../../../mapping/file-faults.js';
import { linesIn } from '../../../mapping/lines-in.js';
import type { Judgement } from '../../../operations/judge-mapping.js';

/** A row counts once: it is of use, or something is wrong with it. */
export interface MappingFigures {
  /** Without a fault. A row whose user has no mailbox is none of them, although it holds once somebody gives one. */
  rows: number;
  faulty: number;
  /** Users with a mailbox that the file names. */
  users: number;
}

/** Pure. */
export function figuresOf({
  rows,
  users,
  faults,
}: Pick<Judgement, 'rows' | 'users' | 'faults'>): MappingFigures {
  const ofRows = faults.filter((fault) => !isOfWholeFile(fault));
  const faulty = new Set(ofRows.map(({ line }) => line));
  return { rows: rows.filter(({ line }) => !faulty.has(line)).length, faulty: linesIn(ofRows), users };
}
