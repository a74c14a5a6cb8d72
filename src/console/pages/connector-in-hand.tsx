import type { OpenRunView } from '../connectors/overview.js';
import { Instant } from '../parts/instant.js';
import { ListedState, RunLink } from '../parts/listed-state.js';
import { ProgressBar } from '../parts/progress.js';
import type { Strings } from '../strings/index.js';

/** The runs under way, each with how far it is. The days of a backfill show with it. */
export function ConnectorInHand({ open, strings }: { open: readonly OpenRunView[]; strings: Strings }) {
  const runs = open.filter(({ type, kind }) => type === 'connectorRun' && kind !== 'backfill');
  const { connector: words, run: runWords } = strings;
  if (runs.length === 0) return null;
  return (
    <section>
      <h2>{words.inHand}</h2>
      {runs.map((run) => (
        <div class="card">
          <p>
            <ListedState run={run} strings={strings} />{' '}
            <RunLink
              run={run}
              href={`/runs/${run.runId}`}
              text={run.kind === 'apply' ? runWords.kinds.apply : runWords.kinds.daily}
            />{' '}
            · {runWords.started} <Instant at={run.startedAt} strings={strings} />
          </p>
          <ProgressBar progress={run.progress} strings={strings} />
        </div>
      ))}
    </section>
  );
}
