import type { Judgement } from '../../../operations/judge-mapping.js';
import { refusalOf } from '../../../operations/mapping-refusal.js';
import { leadsNowhere } from '../../../mapping/user-findings.js';
import { MappingFindings, MappingNotes } from '../../parts/mapping-findings.js';
import type { Strings } from '../../strings/index.js';
import { figuresOf } from './mapping-figures.js';

const MAX_ROWS = 20;

interface ResultProps {
  judgement: Judgement;
  hasFile: boolean;
  skipBadRows: boolean;
  strings: Strings;
}

/** What a mapping would do: how many receive mail, what is wrong with which row, and how the rows were read. */
export function MappingResult({ judgement, hasFile, skipBadRows, strings }: ResultProps) {
  const { userMapping } = strings;
  const refusal = refusalOf(judgement, { skipBadRows }, 'mapping file');
  return (
    <section class="card">
      <h2>{userMapping.resultTitle}</h2>
      {refusal ? (
        <p class="notice bad" role="alert">
          {refusal.canSkip ? userMapping.refusedSkippable : userMapping.refused}
        </p>
      ) : (
        <p class="notice good">{hasFile ? userMapping.accepted : userMapping.automaticOnly}</p>
      )}
      <MappingNotes notes={judgement.notes} strings={strings} />
      {hasFile && <Figures judgement={judgement} strings={strings} />}
      <MappingFindings
        id="faults"
        title={userMapping.faultsTitle}
        findings={judgement.faults}
        rows={judgement.rows}
        strings={strings}
      />
      <MappingFindings
        id="remarks"
        title={userMapping.remarksTitle}
        findings={judgement.remarks}
        rows={judgement.rows}
        strings={strings}
      />
      {judgement.rows.length > 0 && <Rows judgement={judgement} strings={strings} />}
    </section>
  );
}

function Figures({ judgement, strings }: Pick<ResultProps, 'judgement' | 'strings'>) {
  const { userMapping, tag } = strings;
  const { rows, faulty, users } = figuresOf(judgement);
  const figures = [
    [userMapping.goodRows, rows],
    [userMapping.badRows, faulty],
    [userMapping.receivers, users],
  ] as const;
  return (
    <dl class="facts">
      {figures.map(([name, count]) => (
        <>
          <dt>{name}</dt>
          <dd>{count.toLocaleString(tag)}</dd>
        </>
      ))}
    </dl>
  );
}

/** The first rows as they were read, so that a wrong country or column shows at a glance. */
function Rows({ judgement, strings }: Pick<ResultProps, 'judgement' | 'strings'>) {
  const { rows, faults, remarks } = judgement;
  const { userMapping, tag } = strings;
  const nowhere = new Set([...faults, ...remarks].filter(leadsNowhere).map(({ line }) => line));
  const left = rows.length - MAX_ROWS;
  return (
    <>
      <h3>{userMapping.rowsTitle}</h3>
      <div class="scroll" tabindex={0} role="region" aria-label={userMapping.rowsTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                {userMapping.line}
              </th>
              <th scope="col">{userMapping.number}</th>
              <th scope="col">{userMapping.address}</th>
              <th scope="col">{userMapping.receives}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MAX_ROWS).map(({ line, number, address }) => (
              <tr>
                <td class="number">{line.toLocaleString(tag)}</td>
                <td>{`+${number}`}</td>
                <td>{address}</td>
                <td>
                  <span class={`state ${nowhere.has(line) ? 'bad' : 'good'}`}>
                    {nowhere.has(line) ? userMapping.no : userMapping.yes}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && <p class="quiet">{userMapping.more(left.toLocaleString(tag))}</p>}
    </>
  );
}
