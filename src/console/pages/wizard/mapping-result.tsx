import type { Judgement } from '../../../operations/judge-mapping.js';
import { refusalOf } from '../../../operations/mapping-refusal.js';
import type { Finding } from '../../../mapping/mapping-faults.js';
import { leadsNowhere } from '../../../mapping/user-findings.js';
import { MappingNotes, remedyOf } from '../../parts/mapping-findings.js';
import type { Strings } from '../../strings/index.js';
import { figuresOf } from './mapping-figures.js';

const MAX_FINDINGS = 100;
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
      <Findings title={userMapping.faultsTitle} findings={judgement.faults} strings={strings} />
      <Findings title={userMapping.remarksTitle} findings={judgement.remarks} strings={strings} />
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

function Findings({
  title,
  findings,
  strings,
}: {
  title: string;
  findings: readonly Finding<string>[];
  strings: Strings;
}) {
  if (findings.length === 0) return null;
  const { userMapping, tag } = strings;
  const left = findings.length - MAX_FINDINGS;
  return (
    <>
      <h3>{title}</h3>
      <div class="scroll" tabindex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                {userMapping.line}
              </th>
              <th scope="col">{userMapping.column}</th>
              <th scope="col">{userMapping.looksLike}</th>
              <th scope="col">{userMapping.reason}</th>
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, MAX_FINDINGS).map((finding) => (
              <tr>
                <td class="number">{finding.line.toLocaleString(tag)}</td>
                <td>{userMapping.columns[finding.column]}</td>
                <td>{finding.shown && <code>{finding.shown}</code>}</td>
                <td>
                  {finding.reason}
                  <small>{remedyOf(finding, strings)}</small>
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
