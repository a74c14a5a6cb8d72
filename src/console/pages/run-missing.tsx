import { REASONS } from '../../domain/reasons.js';
import type { Report } from '../../domain/report.js';
import { Instant } from '../parts/instant.js';
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
          <Words text={REASONS.WindowPurged.nextStep} />
        </p>
      </div>
    </section>
  );
}

function SourceFaults({ report: { sourceFaults }, strings: { run, common } }: RunMissingProps) {
  return (
    <section>
      <h2 id="faults">{run.sourceFaults}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby="faults">
        <table>
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
                <td>{reason}</td>
                <td>{what}</td>
                <td class="text">
                  <Words text={REASONS[reason].nextStep} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
