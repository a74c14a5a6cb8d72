import type { ArchiveError } from '../../domain/errors.js';
import { may } from '../access/permissions.js';
import { readBackfill, type BackfillView } from '../connectors/backfill-view.js';
import type { ConsoleContext } from '../environment.js';
import { live } from '../live.js';
import { daysText, Instant } from '../parts/instant.js';
import { page } from '../parts/page.js';
import { ProgressBar } from '../parts/progress.js';
import { State } from '../parts/state.js';
import { refusal } from '../refusal.js';
import type { Strings } from '../strings/index.js';
import { BackfillControl } from './connector-backfill-control.js';
import { BackfillDays } from './connector-backfill-days.js';

/** A backfill: who asked for which days and why, what became of each, and how to hold or end it. */
export async function backfillPage(c: ConsoleContext, error?: ArchiveError) {
  const found = await read(c);
  if (found === undefined) return await refusal(c, 'notFound');
  if (error) c.status(400);
  const { strings, user } = c.var;
  const { record } = found;
  const path = `/connectors/${record.connectorId}/backfills/${record.runId}`;
  return await page(c, {
    title: strings.connector.backfillTitle(daysText(record.window, strings)),
    lead: strings.connector.askedBy(record.requestedBy, record.reason),
    actions: (
      <a class="button" href={`/connectors/${record.connectorId}`}>
        {strings.common.back}
      </a>
    ),
    content: (
      <>
        <div {...(found.open && { 'data-live': `/live${path}` })}>
          <Content view={found} strings={strings} />
        </div>
        {found.open && may(user, 'operate') && (
          <BackfillControl
            isPaused={found.open.phase === 'paused'}
            path={path}
            error={error}
            strings={strings}
          />
        )}
      </>
    ),
  });
}

/** What changes on the page, as server-sent events, until the backfill has ended. */
export function backfillLive(c: ConsoleContext) {
  return live(c, async () => {
    const found = await read(c);
    if (found === undefined) return { content: '', isLast: true };
    return { content: <Content view={found} strings={c.var.strings} />, isLast: found.open === undefined };
  });
}

async function read(c: ConsoleContext): Promise<BackfillView | undefined> {
  const [connectorId, runId] = [c.req.param('id') ?? '', c.req.param('run') ?? ''];
  return await readBackfill(c.var.console.means, { connectorId, runId });
}

function Content({ view, strings }: { view: BackfillView; strings: Strings }) {
  const { record, state, open } = view;
  const { run } = strings;
  return (
    <>
      <p role="status">
        <State name={state} strings={strings} />
      </p>
      {open?.progress?.paused && (
        <div class="notice warn">
          <p>{open.progress.paused.note}</p>
        </div>
      )}
      {open && (
        <div class="card">
          <ProgressBar progress={open.progress} strings={strings} />
        </div>
      )}
      <dl class="facts card">
        <dt>{run.started}</dt>
        <dd>
          <Instant at={record.startedAt} strings={strings} />
        </dd>
        <dt>{run.completed}</dt>
        <dd>
          <Instant at={record.completedAt} strings={strings} otherwise={run.notYet} />
        </dd>
        <dt>{run.mailboxes}</dt>
        <dd>
          {record.mailboxes
            ? run.chosen(record.mailboxes.length.toLocaleString(strings.tag))
            : strings.connector.allMailboxes}
        </dd>
      </dl>
      <BackfillDays view={view} strings={strings} />
    </>
  );
}
