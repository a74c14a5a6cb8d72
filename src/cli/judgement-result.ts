import type { Judgement } from '../operations/judge-mapping.js';

/** Its part of a command's document. The rows are not in it: `mapping show` has them. */
export function judgementJson(judgement: Judgement | null): Partial<Omit<Judgement, 'rows'>> {
  const { rows: _, ...rest } = judgement ?? { rows: [] };
  return rest;
}

/** 3 where the mapping is in force without some of its rows, or with rows that lead to no mailbox. */
export function exitCodeOfChange(judgement: Judgement | null): 0 | 3 {
  return judgement !== null && judgement.faults.length > 0 ? 3 : 0;
}
