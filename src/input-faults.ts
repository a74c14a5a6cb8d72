import type { z } from 'zod';
import { ArchiveError } from './domain/errors.js';

/** One error for everything that is wrong with an input, so that nobody mends it fault by fault. */
export function invalidInput(subject: string, faults: readonly string[], nextStep: string): ArchiveError {
  return new ArchiveError(
    'InvalidArgument',
    [`${subject}:`, ...faults.map((fault) => `  ${fault}`)].join('\n'),
    {
      nextStep,
    },
  );
}

/** `target.maxItemBytes is …`. Only keys and our own words: a value can be a password in the wrong place. */
export function faultLine(path: readonly PropertyKey[], words: string): string {
  return `${path.map(printable).join('.') || 'the file'} ${words}`;
}

/** What zod says of a missing or mistyped value, in our words. Undefined: zod's own message stands. */
export function plainWords(meaning: string): (issue: z.core.$ZodRawIssue) => string | undefined {
  return ({ code, input }) => {
    if (input === undefined) return `is missing (${meaning})`;
    return code === 'invalid_type' || code === 'invalid_value' ? `is wrong (${meaning})` : undefined;
  };
}

/** A key is outside text as well: no line breaks or escape sequences on somebody's terminal. */
function printable(key: PropertyKey): string {
  return String(key)
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, 60);
}
