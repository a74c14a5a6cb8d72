import { isOfWholeFile } from '../mapping/file-faults.js';
import type { MappingRefusal } from '../operations/mapping-refusal.js';
import type { CommandResult } from './command.js';
import { findingsText } from './mapping-text.js';

/** Why a mapping is not installed, with every row and what to do about it. Nothing is left out under `--json`. */
export function refusedMapping(refusal: MappingRefusal): CommandResult {
  const { faults, reassigned, remarks, notes } = refusal.judgement;
  const error = { code: 'InvalidArgument', message: refusal.message, nextStep: nextStepOf(refusal) };
  const text = [
    `${error.code}: ${error.message}`,
    '',
    findingsText(refusal.stopping),
    '',
    `Next step: ${error.nextStep}`,
  ].join('\n');
  return { exitCode: 2, json: { error, faults, reassigned, remarks, notes }, text };
}

function nextStepOf({ stopping, canSkip }: MappingRefusal): string {
  if (stopping.some(isOfWholeFile)) return 'Correct the file; nothing was changed.';
  const orSkip = canSkip ? ', or install the others with --skip-bad-rows' : '';
  return `Correct these rows${orSkip}; nothing was changed.`;
}
