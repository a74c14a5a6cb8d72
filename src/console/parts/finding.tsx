import type { Finding } from '../../doctor/finding.js';
import { ArchiveError } from '../../domain/errors.js';
import { nextStepOfCommand } from '../../domain/next-step.js';
import { isReasonCode, type ReasonCode } from '../../domain/reasons.js';
import type { Strings } from '../strings/index.js';
import { Reason } from './reason.js';
import { Sentence } from './sentence.js';
import { Words } from './words.js';

/** What the workflow id of a run begins with. */
const RUN = 'run/';

interface FindingProps {
  finding: Finding;
  strings: Strings;
}

/** What was checked. */
export function FindingName({ finding: { check }, strings }: FindingProps) {
  return <Sentence text={check} sentences={strings.health.checks} strings={strings} />;
}

/** What was seen. What stands behind a code says more to those who run the machines, and stays English. */
export function FindingDetail({ finding: { detail }, strings }: FindingProps) {
  const failure = failureOf(detail);
  if (failure === undefined) return <Sentence text={detail} strings={strings} />;
  return (
    <>
      <Reason code={failure.code} strings={strings} />{' '}
      <span class="below">
        <Sentence text={failure.what} strings={strings} />
      </span>
    </>
  );
}

/** What a person is to do; of a failure what the console says of its code, unless the finding knows better. */
export function FindingStep({ finding: { detail, nextStep, waiting = [] }, strings }: FindingProps) {
  if (waiting.length > 0 && waiting.every(isRun)) return <RunLinks workflowIds={waiting} strings={strings} />;
  if (nextStep === null) return <span class="quiet">{strings.health.nothingToDo}</span>;
  const code = failureOf(detail)?.code;
  const isUsual = code !== undefined && nextStep === nextStepOfCommand(new ArchiveError(code, detail));
  if (isUsual) return <Words text={strings.reasonSteps[code]} />;
  return <Sentence text={nextStep} strings={strings} />;
}

/** Backfills have no page by their workflow. */
function isRun(workflowId: string): boolean {
  return workflowId.startsWith(RUN);
}

function RunLinks({ workflowIds, strings }: { workflowIds: readonly string[]; strings: Strings }) {
  return (
    <>
      {strings.health.openReport}
      {workflowIds.map((workflowId) => (
        <>
          {' '}
          <a href={`/runs/${encodeURIComponent(workflowId)}`}>{workflowId.slice(RUN.length)}</a>
        </>
      ))}
    </>
  );
}

/** `SourceRefusedLogin: TeleMessage refused …` */
function failureOf(detail: string): { code: ReasonCode; what: string } | undefined {
  const [, code = '', what = ''] = /^(\w+): (.*)$/s.exec(detail) ?? [];
  return isReasonCode(code) ? { code, what } : undefined;
}
