import type { MappingRow } from '../../domain/mapping.js';
import type { Finding } from '../../mapping/mapping-faults.js';
import { NOT_SHARED, type Judgement } from '../../operations/judge-mapping.js';
import { Sentence } from './sentence.js';
import type { Strings } from '../strings/index.js';

/** More than a person reads on a page. */
const MAX_SHOWN = 50;

/** All that is to be said of a mapping before it is in force, but for whom it changes something. */
export function JudgedMapping({ judgement, strings }: { judgement: Judgement; strings: Strings }) {
  const { change } = strings.people;
  const { rows, faults, reassigned, remarks, notes } = judgement;
  const shared = { rows, strings };
  return (
    <>
      <MappingFindings id="faults" title={change.leftOut} findings={faults} {...shared} />
      <MappingFindings id="moved" title={change.moved} findings={reassigned} {...shared} />
      <MappingFindings id="remarks" title={change.remarks} findings={remarks} {...shared} />
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
          <span>
            {note === NOT_SHARED ? strings.userMapping.notShared : <Sentence text={note} strings={strings} />}
          </span>
        </p>
      ))}
    </>
  );
}

interface MappingFindingsProps {
  id: string;
  title: string;
  findings: readonly Finding<string>[];
  /** Of the file, those that could be read. */
  rows: readonly MappingRow[];
  strings: Strings;
}

/**
 * What is wrong or odd with rows of a mapping file, by line, each with what to do. Nothing where there is none. It names
 * people: it is for who may see them.
 */
export function MappingFindings({ id, title, findings, rows, strings }: MappingFindingsProps) {
  const { people, run, common, tag } = strings;
  const { change } = people;
  const { columns } = strings.userMapping;
  if (findings.length === 0) return null;
  const shown = findings.slice(0, MAX_SHOWN);
  const rest = findings.length - shown.length;
  const rowOf = rowsOf(shown, rows);
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
            {shown.map((finding) => (
              <tr>
                <th scope="row" class="number" data-label={change.line}>
                  {finding.line.toLocaleString(tag)}
                </th>
                <td data-label={change.column}>{columns[finding.column]}</td>
                <td data-label={change.looksLike}>
                  <Cells finding={finding} row={rowOf.get(finding.line)} />
                </td>
                <td data-label={run.reason}>
                  <FindingReason finding={finding} strings={strings} />
                </td>
                <td class="text" data-label={common.nextStep}>
                  <Remedy finding={finding} strings={strings} />
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

function rowsOf(
  findings: readonly Finding<string>[],
  rows: readonly MappingRow[],
): ReadonlyMap<number, MappingRow> {
  const lines = new Set(findings.map(({ line }) => line));
  return new Map(rows.filter(({ line }) => lines.has(line)).map((row) => [row.line, row]));
}

/** A row that was read as it was read; of another nothing is known but the shape of the cell. */
function Cells({ finding, row }: { finding: Finding<string>; row: MappingRow | undefined }) {
  const { column, shown } = finding;
  const isOfCell = column === 'number' || column === 'address';
  if (row === undefined || !isOfCell) return <>{shown}</>;
  return (
    <>
      {`+${row.number}`}
      <small>{row.address}</small>
    </>
  );
}

/** What to do on this page: some of what the finding says is about the command line. */
function Remedy({ finding: { reason, remedy }, strings }: FindingProps) {
  return <>{strings.userMapping.remedies[reason] ?? <Sentence text={remedy} strings={strings} />}</>;
}

interface FindingProps {
  finding: Finding<string>;
  strings: Strings;
}

/** `two mailboxes for a number, see line 7` */
function FindingReason({ finding, strings }: FindingProps) {
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
