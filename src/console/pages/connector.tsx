import { ArchiveError } from '../../domain/errors.js';
import { refusalOf } from '../../domain/pause.js';
import { may } from '../access/permissions.js';
import { Overview, type ConnectorView } from '../connectors/overview.js';
import { BackfillHistory } from '../connectors/backfill-history.js';
import { RunHistory } from '../connectors/run-history.js';
import { attentionOf } from '../connectors/status.js';
import type { ConsoleContext } from '../environment.js';
import { live } from '../live.js';
import { ConnectorState } from '../parts/connector-state.js';
import { DoneNotice } from '../parts/done-notice.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { orError } from '../or-error.js';
import { page } from '../parts/page.js';
import { refusal } from '../refusal.js';
import { ConnectorActions } from './connector-actions.js';
import { ConnectorBackfills } from './connector-backfills.js';
import { ConnectorFacts } from './connector-facts.js';
import { ConnectorFigures } from './connector-figures.js';
import { ConnectorInHand } from './connector-in-hand.js';
import { ConnectorPastBackfills } from './connector-past-backfills.js';
import { ConnectorPlots } from './connector-plots.js';
import { ConnectorRuns } from './connector-runs.js';
import { ConnectorSameLogin } from './connector-same-login.js';
import { AttentionLine } from './connectors-attention.js';
import { UnmappedLine } from './connectors-unmapped.js';

const RUNS_SHOWN = 30;
const BACKFILLS_SHOWN = 20;

/** Everything about a connector: how it stands, what it does, what it did, and what can be done. Keeps up by itself. */
export async function connectorPage(c: ConsoleContext) {
  const { strings, user, console } = c.var;
  const view = await orError(Overview.of(console.means).connector(c.req.param('id') ?? ''));
  if (view instanceof ArchiveError) return await unreachable(c, view);
  if (view === undefined) return await refusal(c, 'notFound');
  const { connector, deletingAt } = view.record;
  return await page(c, {
    title: connector.displayName,
    lead: connector.id,
    actions: (
      <>
        {may(user, 'people') && (
          <a class="button" href={`/connectors/${connector.id}/people`}>
            {strings.connector.people}
          </a>
        )}
        {may(user, 'administer') && (
          <>
            {deletingAt === undefined && (
              <a class="button" href={`/connectors/${connector.id}/edit`}>
                {strings.connector.edit}
              </a>
            )}
            <a class="button" href={`/connectors/${connector.id}/delete`}>
              {strings.connector.delete}
            </a>
          </>
        )}
      </>
    ),
    content: (
      <>
        <DoneNotice c={c} words={strings.connector.done} />
        {c.req.query('done') === 'password' && may(user, 'administer') && (
          <ConnectorSameLogin record={view.record} means={console.means} strings={strings} />
        )}
        <div data-live={`/live/connectors/${connector.id}`}>{await contentOf(c, view)}</div>
        <ConnectorFacts record={view.record} strings={strings} />
      </>
    ),
  });
}

/** What changes on the page, as server-sent events; they end where the connector was deleted. */
export function connectorLive(c: ConsoleContext) {
  const id = c.req.param('id') ?? '';
  return live(c, async () => {
    const view = await orError(Overview.of(c.var.console.means).connector(id));
    if (view instanceof ArchiveError)
      return { content: <ErrorNotice error={view} strings={c.var.strings} />, isLast: false };
    if (view === undefined) return { content: <Gone c={c} id={id} />, isLast: true };
    return { content: await contentOf(c, view), isLast: false };
  });
}

async function contentOf(c: ConsoleContext, view: ConnectorView) {
  const { strings, user, console } = c.var;
  const { means } = console;
  const { id } = view.record.connector;
  const [records, backfills] = await Promise.all([
    means.runs.list(id, RUNS_SHOWN),
    BackfillHistory.of(means).rows(id, BACKFILLS_SHOWN),
  ]);
  const rows = await RunHistory.of(means).rows(records, view.open);
  const attention = attentionOf(view);
  return (
    <>
      <p role="status">
        <ConnectorState view={view} strings={strings} /> {pausedBy(view)}
      </p>
      {attention.length + view.unmapped > 0 && (
        <div class="notice warn">
          <ul class="plain">
            {attention.map((each) => (
              <AttentionLine view={view} attention={each} user={user} strings={strings} />
            ))}
            <UnmappedLine views={[view]} mayPeople={may(user, 'people')} strings={strings} />
          </ul>
        </div>
      )}
      {may(user, 'operate') && view.record.deletingAt === undefined && (
        <ConnectorActions view={view} strings={strings} />
      )}
      <ConnectorFigures view={view} strings={strings} />
      <ConnectorInHand open={view.open} strings={strings} />
      <ConnectorBackfills view={view} strings={strings} />
      <ConnectorPlots view={view} rows={rows} strings={strings} />
      <ConnectorRuns rows={rows} all={`/connectors/${id}/runs`} strings={strings} />
      <ConnectorPastBackfills rows={backfills} strings={strings} />
    </>
  );
}

/** Whoever paused it says why; a refusal is said below, with what to do here. */
function pausedBy({ schedule }: ConnectorView): string | undefined {
  return schedule?.isPaused && !refusalOf(schedule.note) ? schedule.note : undefined;
}

function Gone({ c, id }: { c: ConsoleContext; id: string }) {
  const { gone, allRuns } = c.var.strings.connector;
  return (
    <p class="notice">
      {gone} <a href={`/connectors/${id}/runs`}>{allRuns}</a>
    </p>
  );
}

/** How it stands can be seen again once Temporal or storage answers. */
async function unreachable(c: ConsoleContext, error: ArchiveError) {
  c.status(503);
  return await page(c, {
    title: c.var.strings.connectors.title,
    content: <ErrorNotice error={error} strings={c.var.strings} />,
  });
}
