import type { ListedRun } from '../../temporal/listed-runs.js';
import type { Strings } from '../strings/index.js';
import { isStateName, State } from './state.js';

/** How a run that Temporal lists stands or ended, in the words of the report. */
export function ListedState({ run, strings }: { run: ListedRun; strings: Strings }) {
  const { phase, closedAt, isTerminated } = run;
  if (isTerminated) return <State name="terminated" strings={strings} />;
  if (closedAt === null) return <State name={phase === 'paused' ? 'paused' : 'running'} strings={strings} />;
  // Canceled or failed before it could say how it ended.
  return <State name={isStateName(phase, strings.states) ? phase : 'failed'} strings={strings} />;
}
