import { ArchiveError } from '../../domain/errors.js';
import { isLoginCode, NEXT_STEP_OF_A_LOGIN } from '../../domain/next-step.js';
import { REASONS } from '../../domain/reasons.js';
import { temporalError } from '../../temporal/connect.js';
import type { Strings } from '../strings/index.js';
import { Sentence } from './sentence.js';
import { Words } from './words.js';

interface ErrorNoticeProps {
  error: ArchiveError;
  strings: Strings;
}

/** What somebody asked for was refused, and what to do about it; `role` makes a screen reader say it at once. */
export function ErrorNotice({ error, strings }: ErrorNoticeProps) {
  const [first = '', ...others] = error.message.split('\n');
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>{strings.reasons[error.code]}</strong>
      </p>
      <p>
        <Sentence text={first} strings={strings} />
      </p>
      {others.length > 0 && (
        <ul>
          {others.map((line) => (
            <li>
              <Sentence text={line.trim()} strings={strings} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <NextStep error={error} strings={strings} />
      </p>
    </div>
  );
}

/** What the console says of the code, unless whoever threw it knew better. */
function NextStep({ error: { code, nextStep }, strings }: ErrorNoticeProps) {
  if (nextStep === REASONS[code].nextStep) return <Words text={strings.reasonSteps[code]} />;
  if (isLoginCode(code) && nextStep === NEXT_STEP_OF_A_LOGIN[code])
    return <Words text={strings.loginSteps[code]} />;
  return <Sentence text={nextStep} strings={strings} />;
}

/** The value, or why there is none where that is for the reader to mend; everything else is a defect and rejects. */
export async function orError<T>(value: Promise<T>): Promise<T | ArchiveError> {
  return await value.catch((error: unknown) => {
    const known = temporalError(error) ?? error;
    if (known instanceof ArchiveError) return known;
    throw error;
  });
}
