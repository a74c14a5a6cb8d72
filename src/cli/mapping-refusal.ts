import { isOfWholeFile } from '../mapping/file-faults.js';
import type { Finding } from '../mapping/mapping-faults.js';
import type { MappingOptions } from './change-mapping.js';
import type { CommandResult } from './command.js';
import type { Judgement } from './judge-mapping.js';
import { findingsText, linesIn } from './mapping-text.js';

/**
 * Why a mapping is not installed, with every row and what to do about it; undefined where it may be. `file` is what to call
 * it. Nothing is left out under `--json`.
 */
export function refusalOf(
  { faults, reassigned, remarks, notes }: Judgement,
  { skipBadRows = false, reassign = false }: MappingOptions,
  file: string,
): CommandResult | undefined {
  const bad = skipBadRows ? faults.filter(isOfWholeFile) : faults;
  const moved = reassign ? [] : reassigned;
  if (bad.length + moved.length === 0) return undefined;
  const error = { code: 'InvalidArgument', message: messageOf(bad, moved, file), nextStep: nextStepOf(bad) };
  const text = [
    `${error.code}: ${error.message}`,
    '',
    findingsText([...bad, ...moved].toSorted((a, b) => a.line - b.line)),
    '',
    `Next step: ${error.nextStep}`,
  ].join('\n');
  return { exitCode: 2, json: { error, faults, reassigned, remarks, notes }, text };
}

function messageOf(bad: Finding<string>[], moved: Finding<string>[], file: string): string {
  const ofRows = linesIn(bad.filter((fault) => !isOfWholeFile(fault)));
  return [
    ...(bad.some(isOfWholeFile) ? [`The ${file} cannot be used as a whole`] : []),
    ...(ofRows > 0 ? [`Rows of the ${file} that cannot be used: ${ofRows}`] : []),
    ...(moved.length > 0 ? [`Rows that give a number to another user: ${linesIn(moved)}`] : []),
  ].join(' · ');
}

function nextStepOf(bad: Finding<string>[]): string {
  if (bad.some(isOfWholeFile)) return 'Correct the file; nothing was changed.';
  const orSkip = bad.length > 0 ? ', or install the others with --skip-bad-rows' : '';
  return `Correct these rows${orSkip}; nothing was changed.`;
}
