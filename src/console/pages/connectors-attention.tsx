import { may, type User } from '../access/permissions.js';
import type { ConnectorView } from '../connectors/overview.js';
import { attentionOf, type Attention } from '../connectors/status.js';
import { utc } from '../parts/instant.js';
import { isStateName } from '../parts/state.js';
import { ReasonStep } from '../parts/reason.js';
import type { Strings } from '../strings/index.js';
import { UnmappedLine } from './connectors-unmapped.js';

interface AttentionProps {
  views: readonly ConnectorView[];
  user: User | undefined;
  strings: Strings;
}

/** What needs a person: of which connector, why, and what to do. Nothing where nothing does. */
export function ConnectorsAttention({ views, user, strings }: AttentionProps) {
  const found = views.flatMap((view) => attentionOf(view).map((attention) => ({ view, attention })));
  const unmapped = views.filter((view) => view.unmapped > 0);
  const count = found.length + unmapped.length;
  if (count === 0) return null;
  return (
    <section class="notice warn" aria-labelledby="attention">
      <h2 id="attention">{strings.connectors.attention(count.toLocaleString(strings.tag))}</h2>
      <ul class="plain">
        {found.map(({ view, attention }) => (
          <AttentionLine view={view} attention={attention} user={user} strings={strings} isNamed />
        ))}
        <UnmappedLine views={unmapped} mayPeople={may(user, 'people')} strings={strings} isNamed />
      </ul>
    </section>
  );
}

interface LineProps {
  view: ConnectorView;
  attention: Attention;
  user: User | undefined;
  strings: Strings;
  /** Whether it says which connector it is about. */
  isNamed?: boolean;
}

/** Why somebody has to look, what to do, and where. */
export function AttentionLine({ isNamed = false, ...line }: LineProps) {
  const { view, attention, strings } = line;
  const { connector } = view.record;
  return (
    <li>
      {isNamed && (
        <>
          <a href={`/connectors/${connector.id}`}>{connector.displayName}</a>:{' '}
        </>
      )}
      <strong>{whyText(attention, strings)}</strong> <WhatToDo {...line} />
    </li>
  );
}

function whyText(attention: Attention, strings: Strings): string {
  const { connectors, states, tag } = strings;
  if (attention.why === 'deleting') return connectors.deleting;
  if (attention.why === 'noSchedule') return connectors.noSchedule;
  if (attention.why === 'refused') return connectors.refused(strings.reasons[attention.reason]);
  if (attention.why === 'notStarted') return connectors.noStart(utc(attention.due, strings));
  if (attention.why === 'notTaken') return connectors.notTaken(utc(attention.run.startedAt, strings));
  const { phase, isTerminated, failed, closedAt } = attention.run;
  const count = failed > 0 ? ` · ${connectors.failedCount(failed.toLocaleString(tag))}` : '';
  if (closedAt === null) return `${connectors.runUnderWay}${count}`;
  const state = isTerminated ? states.terminated : isStateName(phase, states) ? states[phase] : phase;
  return `${connectors.lastRun}: ${state}${count}`;
}

function WhatToDo({ view, attention, user, strings }: LineProps) {
  const { connectors } = strings;
  switch (attention.why) {
    case 'deleting':
      return may(user, 'administer') ? (
        <a href={`/connectors/${view.record.connector.id}/delete`}>{connectors.deletingNext}</a>
      ) : (
        <>{connectors.deletingNext}</>
      );
    case 'noSchedule':
      return <>{connectors.noScheduleNext}</>;
    case 'notStarted':
      return <a href="/health">{connectors.noStartNext}</a>;
    case 'notTaken':
      return <>{connectors.notTakenNext}</>;
    case 'refused': {
      const connectorId = view.record.connector.id;
      return <ReasonStep code={attention.reason} connectorId={connectorId} user={user} strings={strings} />;
    }
    case 'run':
      return <a href={`/runs/${attention.run.runId}`}>{connectors.openReport}</a>;
  }
}
