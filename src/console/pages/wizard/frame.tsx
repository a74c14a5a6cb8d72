import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ArchiveError } from '../../../domain/errors.js';
import type { Draft } from '../../../storage/drafts.js';
import type { ConsoleContext } from '../../environment.js';
import { ErrorNotice } from '../../parts/error-notice.js';
import { page } from '../../parts/page.js';
import type { Strings } from '../../strings/index.js';
import { addressOf, isDone, isReachable, stepBefore, STEPS, type Step } from './steps.js';

interface StepContent {
  draft: Draft;
  step: Step;
  lead: string;
  content: Child;
  /** Why it does not go on; the page is then an answer to what was sent. */
  error?: ArchiveError | undefined;
  /** Whether a field says what is wrong with it. */
  hasFaults?: boolean;
}

/** A step of the wizard: where one is, what to do, and what was wrong with it. */
export async function stepPage(
  c: ConsoleContext,
  { draft, step, lead, content, error, hasFaults = false }: StepContent,
): Promise<Response> {
  const { strings } = c.var;
  const shownError = error ?? c.var.stepError;
  if (shownError !== undefined || hasFaults) c.status(422 satisfies ContentfulStatusCode);
  return await page(c, {
    title: strings.wizard.steps[step],
    lead,
    content: (
      <div class="wizard">
        <Steps draft={draft} current={step} strings={strings} />
        <div class="step">
          {hasFaults && (
            <p class="notice bad" role="alert">
              {strings.wizard.correct}
            </p>
          )}
          {shownError && <ErrorNotice error={shownError} strings={strings} />}
          {content}
        </div>
      </div>
    ),
  });
}

/** What was done leads back to it. */
function Steps({ draft, current, strings }: { draft: Draft; current: Step; strings: Strings }) {
  const { wizard } = strings;
  return (
    <nav aria-label={wizard.stepsLabel}>
      <p class="quiet">{wizard.stepOf(STEPS.indexOf(current) + 1, STEPS.length)}</p>
      <ol class="steps">
        {STEPS.map((step) => (
          <li class={isDone(draft, step) ? 'done' : undefined}>
            {isReachable(draft, step) ? (
              <a href={addressOf(draft, step)} aria-current={step === current ? 'step' : undefined}>
                {wizard.steps[step]}
              </a>
            ) : (
              <span class="quiet">{wizard.steps[step]}</span>
            )}
            {isDone(draft, step) && <span class="unseen">{` (${wizard.done})`}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What stands below each step: on, back, and away for a while. */
export function StepButtons({
  draft,
  step,
  strings,
  submit = strings.wizard.next,
  children,
}: {
  draft: Draft;
  step: Step;
  strings: Strings;
  submit?: string;
  /** Further buttons of the step's form. */
  children?: Child;
}) {
  return (
    <div class="actions">
      <button class="main" name="action" value="next">
        {submit}
      </button>
      {children}
      <LeaveLinks draft={draft} step={step} strings={strings} />
    </div>
  );
}

/** Back, and away for a while. */
export function LeaveLinks({ draft, step, strings }: { draft: Draft; step: Step; strings: Strings }) {
  const before = stepBefore(step);
  return (
    <>
      {before && (
        <a class="button" href={addressOf(draft, before)}>
          {strings.common.back}
        </a>
      )}
      <a href="/connectors">{strings.wizard.leave}</a>
    </>
  );
}
