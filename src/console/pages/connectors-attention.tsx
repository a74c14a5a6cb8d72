import type { ConnectorView } from '../connectors/overview.js';
import { attentionOf, type Attention } from '../connectors/status.js';
import { isStateName } from '../parts/state.js';
import { Words } from '../parts/words.js';
import type { Strings } from '../strings/index.js';

interface AttentionProps {
  views: readonly ConnectorView[];
  strings: Strings;
}

/** What needs a person: of which connector, why, and what to do. Nothing where nothing does. */
export function ConnectorsAttention({ views, strings }: AttentionProps) {
  const found = views.flatMap((view) => attentionOf(view).map((attention) => ({ view, attention })));
  if (found.length === 0) return null;
  return (
    <section class="notice warn" aria-labelledby="attention">
      <h2 id="attention">{strings.connectors.attention(found.length.toLocaleString(strings.tag))}</h2>
      <ul class="plain">
        {found.map(({ view, attention }) => (
          <AttentionLine view={view} attention={attention} strings={strings} isNamed />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  view: ConnectorView;
  attention: Attention;
  strings: Strings;
  /** Whether it says which connector it is about. */
  isNamed?: boolean;
}

/** Why somebody has to look, what to do, and where. */
export function AttentionLine({ view, attention, strings, isNamed = false }: LineProps) {
  const { connector } = view.record;
  return (
    <li>
      {isNamed && (
        <>
          <a href={`/connectors/${connector.id}`}>{connector.displayName}</a>:{' '}
        </>
      )}
      <strong>{whyText(attention, strings)}</strong> <NextStep attention={attention} strings={strings} />
    </li>
  );
}

function whyText(attention: Attention, { connectors, reasons, states, tag }: Strings): string {
  if (attention.why === 'noSchedule') return connectors.noSchedule;
  if (attention.why === 'refused') return connectors.refused(reasons[attention.reason]);
  const { phase, isTerminated, failed, closedAt } = attention.run;
  const count = failed > 0 ? ` · ${connectors.failedCount(failed.toLocaleString(tag))}` : '';
  if (closedAt === null) return `${connectors.runUnderWay}${count}`;
  const state = isTerminated ? states.terminated : isStateName(phase, states) ? states[phase] : phase;
  return `${connectors.lastRun}: ${state}${count}`;
}

function NextStep({
  attention,
  strings: { connectors, reasonSteps },
}: {
  attention: Attention;
  strings: Strings;
}) {
  if (attention.why === 'noSchedule') return <>{connectors.noScheduleNext}</>;
  if (attention.why === 'refused') return <Words text={reasonSteps[attention.reason]} />;
  return <a href={`/runs/${attention.run.runId}`}>{connectors.openReport}</a>;
}
