import type { Finding } from '../../mapping/mapping-faults.js';
import { Sentence } from './sentence.js';
import type { Strings } from '../strings/index.js';

/** More than a person reads on a page. */
const MAX_SHOWN = 50;

interface MappingFindingsProps {
  id: string;
  title: string;
  findings: readonly Finding<string>[];
  strings: Strings;
}

/** What is wrong or odd with rows of a mapping file, by line, each with what to do. Nothing where there is none. */
export function MappingFindings({ id, title, findings, strings }: MappingFindingsProps) {
  const { people, run, common, tag } = strings;
  const { change } = people;
  if (findings.length === 0) return null;
  const rest = findings.length - MAX_SHOWN;
  return (
    <section>
      <h2 id={id}>{`${title}: ${findings.length.toLocaleString(tag)}`}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby={id}>
        <table class="cards-when-narrow">
          <thead>
            <tr>
              <th scope="col" class="number">
                {change.line}
              </th>
              <th scope="col">{change.column}</th>
              <th scope="col">{change.looksLike}</th>
              <th scope="col">{run.reason}</th>
              <th scope="col">{common.nextStep}</th>
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, MAX_SHOWN).map((finding) => (
              <tr>
                <th scope="row" class="number">
                  {finding.line.toLocaleString(tag)}
                </th>
                <td data-label={change.column}>{finding.column}</td>
                <td data-label={change.looksLike}>{finding.shown}</td>
                <td data-label={run.reason}>
                  <FindingReason finding={finding} strings={strings} />
                </td>
                <td class="text" data-label={common.nextStep}>
                  <Sentence text={finding.remedy} strings={strings} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && <p>{people.more(rest.toLocaleString(tag))}</p>}
    </section>
  );
}

/** `two mailboxes for a number, see line 7` */
function FindingReason({ finding, strings }: { finding: Finding<string>; strings: Strings }) {
  const { reason, movesFrom, otherLine } = finding;
  const { movesFromText, seeLine } = strings.people;
  return (
    <>
      <Sentence text={reason} strings={strings} />
      {movesFrom !== undefined && `, ${movesFromText(movesFrom)}`}
      {movesFrom === undefined && otherLine !== undefined && `, ${seeLine(otherLine)}`}
    </>
  );
}
