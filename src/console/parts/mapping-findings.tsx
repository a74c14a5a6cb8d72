import type { Finding } from '../../mapping/mapping-faults.js';
import { NOT_SHARED, type Judgement } from '../../operations/judge-mapping.js';
import type { Strings } from '../strings/index.js';

/** More than a person reads on a page. */
const MAX_SHOWN = 50;

/** All that is to be said of a mapping before it is in force, but for whom it changes something. */
export function JudgedMapping({ judgement, strings }: { judgement: Judgement; strings: Strings }) {
  const { change } = strings.people;
  const { faults, reassigned, remarks, notes } = judgement;
  return (
    <>
      <MappingFindings id="faults" title={change.leftOut} findings={faults} strings={strings} />
      <MappingFindings id="moved" title={change.moved} findings={reassigned} strings={strings} />
      <MappingFindings id="remarks" title={change.remarks} findings={remarks} strings={strings} />
      <MappingNotes notes={notes} strings={strings} />
    </>
  );
}

/** What is odd about the rules, in the words of their fields. */
export function MappingNotes({ notes, strings }: { notes: readonly string[]; strings: Strings }) {
  return (
    <>
      {notes.map((note) => (
        <p class="notice warn">
          <span>{note === NOT_SHARED ? strings.userMapping.notShared : note}</span>
        </p>
      ))}
    </>
  );
}

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
  const { columns } = strings.userMapping;
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
                <td data-label={change.column}>{columns[finding.column]}</td>
                <td data-label={change.looksLike}>{finding.shown}</td>
                <td data-label={run.reason}>{reasonText(finding)}</td>
                <td class="text">{remedyOf(finding, strings)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && <p>{people.more(rest.toLocaleString(tag))}</p>}
    </section>
  );
}

/** What to do on this page: some of what the finding says is about the command line. */
export function remedyOf({ reason, remedy }: Finding<string>, { userMapping }: Strings): string {
  return userMapping.remedies[reason] ?? remedy;
}

/** `two mailboxes for a number, see line 7`; the reasons are our own words, in English. */
function reasonText({ reason, movesFrom, otherLine }: Finding<string>): string {
  if (movesFrom !== undefined) return `${reason}, from ${movesFrom}`;
  return otherLine === undefined ? reason : `${reason}, see line ${otherLine}`;
}
