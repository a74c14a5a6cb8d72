import type { ReasonCode } from '../../domain/reasons.js';
import type { User } from '../access/permissions.js';
import { ShareBar } from '../parts/plot.js';
import { ReasonStep } from '../parts/reason.js';
import type { ReasonGroup } from '../runs/indexed-report.js';
import type { Strings } from '../strings/index.js';

interface RunReasonsProps {
  groups: readonly ReasonGroup[];
  /** Where the failures of a reason stand; undefined for who may not see them. */
  href: ((reason: ReasonCode) => string) | undefined;
  /** Undefined for one that was deleted. */
  connectorId: string | undefined;
  user: User | undefined;
  strings: Strings;
}

/** Failures grouped by reason, most of them first: how many, whether anybody has to do something, and what. */
export function RunReasons({ groups, ...others }: RunReasonsProps) {
  const { run, common } = others.strings;
  if (groups.length === 0) return null;
  const most = groups[0]?.failures ?? 0;
  return (
    <section>
      <h2 id="reasons">{run.byReason}</h2>
      <div class="scroll" tabindex={0} role="region" aria-labelledby="reasons">
        <table class="cards-when-narrow">
          <thead>
            <tr>
              <th scope="col">{run.reason}</th>
              <th scope="col" class="number">
                {run.failures}
              </th>
              <th scope="col">
                <span class="unseen">{run.share}</span>
              </th>
              <th scope="col">{run.triedAgain}</th>
              <th scope="col">{common.nextStep}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Group group={group} most={most} {...others} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type GroupProps = Omit<RunReasonsProps, 'groups'> & { group: ReasonGroup; most: number };

function Group({ group, most, href, connectorId, user, strings }: GroupProps) {
  const { run, common, tag } = strings;
  const { reason, failures, open } = group;
  return (
    <tr>
      <th scope="row">
        {href ? <a href={href(reason)}>{strings.reasons[reason]}</a> : strings.reasons[reason]}
        <small lang="en">{reason}</small>
      </th>
      <td class="number" data-label={run.failures}>
        {failures.toLocaleString(tag)}
      </td>
      <td>
        <ShareBar share={failures / most} isBad />
      </td>
      <td data-label={run.triedAgain}>{open > 0 ? run.byItself(open.toLocaleString(tag)) : run.byNobody}</td>
      <td class="text" data-label={common.nextStep}>
        <ReasonStep code={reason} connectorId={connectorId} user={user} strings={strings} />
      </td>
    </tr>
  );
}
