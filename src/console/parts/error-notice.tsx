import { ArchiveError } from '../../domain/errors.js';
import { nextStepOfCommand } from '../../domain/next-step.js';
import { temporalError } from '../../temporal/connect.js';
import type { Strings } from '../strings/index.js';
import { NextStep } from './next-step.js';
import { Words } from './words.js';

interface ErrorNoticeProps {
  error: ArchiveError;
  /** Where the page has controls for what is to be done. */
  strings?: Strings;
}

/** What somebody asked for was refused, and what to do about it; `role` makes a screen reader say it at once. */
export function ErrorNotice({ error, strings }: ErrorNoticeProps) {
  const nextStep = nextStepOfCommand(error);
  const [first, ...others] = error.message.split('\n');
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>
          <Words text={first ?? ''} />
        </strong>
      </p>
      {others.length > 0 && (
        <ul>
          {others.map((line) => (
            <li>{line.trim()}</li>
          ))}
        </ul>
      )}
      <p>{strings ? <NextStep text={nextStep} strings={strings} /> : <Words text={nextStep} />}</p>
    </div>
  );
}

/** The value, or why there is none where that is for the reader to mend; everything else is a defect and rejects. */
export async function orError<T>(value: Promise<T>): Promise<T | ArchiveError> {
  return await value.catch((error: unknown) => {
    const known = temporalError(error) ?? error;
    if (known instanceof ArchiveError) return known;
    throw error;
  });
}
