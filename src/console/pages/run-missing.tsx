import type { Report } from '../../domain/report.js';
import { Instant } from '../parts/instant.js';
import { Reason } from '../parts/reason.js';
import { Sentence } from '../parts/sentence.js';
import { Words } from '../parts/words.js';
import type { Strings } from '../strings/index.js';

/** More than a person reads on a page; the downloads have them all. */
const MAX_SHOWN = 50;

interface RunMissingProps {
  report: Pick<Report, 'gaps' | 'sourceFaults'>;
  strings: Strings;
}

/** What the source no longer had, or could not deliver whole. */
export function RunMissing({ report, strings }: RunMissingProps) {
  return (
    <>
      {report.gaps.length > 0 && <Gaps report={report} strings={strings} />}
      {report.sourceFaults.length > 0 && <SourceFaults report={report} strings={strings} />}
    </>
  );
}

function Gaps({ report: { gaps }, strings }: RunMissingProps) {
  const { run } = strings;
  return (
    <section>
      <h2 id="gaps">{run.gaps}</h2>
      <div class="notice warn">
        <p>{run.gapsText}</p>
        <ul>
          {gaps.map(({ from, to }) => (
            <li>
              <Instant at={from} strings={strings} /> – <Instant at={to} strings={strings} />
            </li>
          ))}
        </ul>
        <p>
          <Words text={strings.reasonSteps.WindowPurged} />
        </p>
      </div>
    </section>
  );
}

function SourceFaults({ report: { sourceFaults }, strings }: RunMissingProps) {
  const { run, common } = strings;
  return (
    <section>
      <h2 id="faults">{run.sourceFaults}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby="faults">
        <table class="cards-when-narrow">
          <thead>
            <tr>
              <th scope="col">{run.atSource}</th>
              <th scope="col">{run.reason}</th>
              <th scope="col">{run.what}</th>
              <th scope="col">{common.nextStep}</th>
            </tr>
          </thead>
          <tbody>
            {sourceFaults.slice(0, MAX_SHOWN).map(({ name, reason, what }) => (
              <tr>
                <th scope="row">{name}</th>
                <td data-label={run.reason}>
                  <Reason code={reason} strings={strings} />
                </td>
                <td data-label={run.what}>
                  <Sentence text={what} strings={strings} />
                </td>
                <td class="text" data-label={common.nextStep}>
                  <Words text={strings.reasonSteps[reason]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
