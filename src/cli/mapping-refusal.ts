import type { CommandResult } from './command.js';
import type { Judgement } from './judge-mapping.js';
import { findingsText } from './mapping-text.js';

/** Why a mapping is not installed, with every row and what to do about it; undefined where it may be. Nothing is left out under `--json`. */
export function refusalOf(
  { faults, reassigned, remarks }: Judgement,
  { skipBadRows = false, reassign = false }: { skipBadRows?: boolean; reassign?: boolean },
): CommandResult | undefined {
  const [bad, moved] = [skipBadRows ? [] : faults, reassign ? [] : reassigned];
  if (bad.length + moved.length === 0) return undefined;
  const error = {
    code: 'InvalidArgument',
    message: [
      ...(bad.length > 0 ? [`Rows of the mapping file that cannot be used: ${bad.length}`] : []),
      ...(moved.length > 0 ? [`Rows that give a number to another user: ${moved.length}`] : []),
    ].join(' · '),
    nextStep: `Correct these rows${bad.length > 0 ? ', or install the others with --skip-bad-rows' : ''}; nothing was changed.`,
  };
  const text = [
    `${error.code}: ${error.message}`,
    '',
    findingsText([...bad, ...moved].toSorted((a, b) => a.line - b.line)),
    '',
    `Next step: ${error.nextStep}`,
  ].join('\n');
  return { exitCode: 2, json: { error, faults, reassigned, remarks }, text };
}
