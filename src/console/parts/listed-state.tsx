import type { ListedRun } from '../../temporal/listed-runs.js';
import type { OpenRunView } from '../connectors/overview.js';
import { isUntouched } from '../connectors/status.js';
import type { Strings } from '../strings/index.js';
import { isStateName, State } from './state.js';

/** What has a page only once a worker has taken it up. */
export function RunLink({ run, href, text }: { run: OpenRunView; href: string; text: string }) {
  return isUntouched(run) ? <>{text}</> : <a href={href}>{text}</a>;
}

/** How a run that Temporal lists stands or ended, in the words of the report. */
export function ListedState({ run, strings }: { run: ListedRun | OpenRunView; strings: Strings }) {
  const { phase, closedAt, isTerminated } = run;
  if (isTerminated) return <State name="terminated" strings={strings} />;
  if ('progress' in run && isUntouched(run))
    return <span class="state quiet">{strings.connectors.statuses.waiting}</span>;
  if (closedAt === null) return <State name={phase === 'paused' ? 'paused' : 'running'} strings={strings} />;
  // Canceled or failed before it could say how it ended.
  return <State name={isStateName(phase, strings.states) ? phase : 'failed'} strings={strings} />;
}
