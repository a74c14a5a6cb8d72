import type { ArchiveError } from '../../domain/errors.js';
import { isLoginCode, NEXT_STEP_OF_A_LOGIN } from '../../domain/next-step.js';
import { REASONS } from '../../domain/reasons.js';
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
