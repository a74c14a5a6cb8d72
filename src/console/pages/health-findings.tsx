import { AREAS, type Area, type Finding, type State } from '../../doctor/finding.js';
import { FindingDetail, FindingName, FindingStep } from '../parts/finding.js';
import type { Strings } from '../strings/index.js';

const LOOKS: Record<State, string> = { good: 'good', bad: 'bad', unknown: 'quiet' };

interface FindingsProps {
  findings: readonly Finding[];
  /** Whether these are all. */
  isOver: boolean;
  strings: Strings;
}

/** Area by area: what was checked, what was found, and what a person is to do. */
export function Findings({ findings, isOver, strings }: FindingsProps) {
  const { health, tag } = strings;
  const count = (state: State): string =>
    findings.filter((finding) => finding.state === state).length.toLocaleString(tag);
  return (
    <>
      <p data-said>
        <strong>{health.found(count('good'), count('bad'), count('unknown'))}</strong>
      </p>
      {!isOver && (
        <p class="quiet">
          <progress aria-label={health.checking} /> {health.checking}
        </p>
      )}
      {AREAS.map((area) => (
        <AreaFindings
          area={area}
          findings={findings.filter((finding) => finding.area === area)}
          strings={strings}
        />
      ))}
    </>
  );
}

interface AreaFindingsProps {
  area: Area;
  findings: readonly Finding[];
  strings: Strings;
}

function AreaFindings({ area, findings, strings }: AreaFindingsProps) {
  const { health, common } = strings;
  if (findings.length === 0) return null;
  return (
    <section>
      <h2 id={area}>{health.areas[area]}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby={area}>
        <table class="cards-when-narrow findings">
          <thead>
            <tr>
              <th scope="col">{health.state}</th>
              <th scope="col">{health.what}</th>
              <th scope="col">{health.detail}</th>
              <th scope="col">{common.nextStep}</th>
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => (
              <Line finding={finding} strings={strings} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Line({ finding, strings }: { finding: Finding; strings: Strings }) {
  const { health, common } = strings;
  const { state } = finding;
  return (
    <tr>
      <td>
        <span class={`state ${LOOKS[state]}`}>{health.states[state]}</span>
      </td>
      <th scope="row">
        <FindingName finding={finding} strings={strings} />
      </th>
      <td class="text" data-label={health.detail}>
        <FindingDetail finding={finding} strings={strings} />
      </td>
      <td class="text" data-label={common.nextStep}>
        <FindingStep finding={finding} strings={strings} />
      </td>
    </tr>
  );
}
