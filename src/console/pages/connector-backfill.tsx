import type { ArchiveError } from '../../domain/errors.js';
import { may } from '../access/permissions.js';
import { readBackfill, type BackfillView } from '../connectors/backfill-view.js';
import type { ConsoleContext } from '../environment.js';
import { live } from '../live.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { daysText, Instant } from '../parts/instant.js';
import { page } from '../parts/page.js';
import { ProgressBar } from '../parts/progress.js';
import { State } from '../parts/state.js';
import { refusal } from '../refusal.js';
import { BackfillControl, ResumeBackfill } from './connector-backfill-control.js';
import { BackfillDays } from './connector-backfill-days.js';

interface Refused {
  error?: ArchiveError | undefined;
  /** As it was typed. */
  reason?: string;
}

/** A backfill: who asked for which days and why, what became of each, and how to hold or end it. */
export async function backfillPage(c: ConsoleContext, { error, reason = '' }: Refused = {}) {
  const found = await read(c);
  if (found === undefined) return await refusal(c, 'notFound');
  if (error) c.status(422);
  const { strings, user } = c.var;
  const { record, open, wish } = found;
  const path = pathOf(record);
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
        {error && <ErrorNotice error={error} strings={strings} />}
        {open && wish !== 'cancel' && may(user, 'operate') && (
          <BackfillControl
            canPause={wish === 'resume' || (open.phase !== 'paused' && wish !== 'pause')}
            path={path}
            reason={reason}
            isOpen={error !== undefined}
            strings={strings}
          />
        )}
        <div {...(open && { 'data-live': `/live${path}` })}>
          <Content view={found} c={c} />
        </div>
      </>
    ),
  });
}

/** What changes on the page, as server-sent events, until the backfill has ended. */
export function backfillLive(c: ConsoleContext) {
  return live(c, async () => {
    const found = await read(c);
    if (found === undefined) return { content: '', isLast: true };
    return { content: <Content view={found} c={c} />, isLast: found.open === undefined };
  });
}

function pathOf({ connectorId, runId }: BackfillView['record']): string {
  return `/connectors/${connectorId}/backfills/${runId}`;
}

async function read(c: ConsoleContext): Promise<BackfillView | undefined> {
  const [connectorId, runId] = [c.req.param('id') ?? '', c.req.param('run') ?? ''];
  return await readBackfill(c.var.console.means, { connectorId, runId });
}

function Content({ view, c }: { view: BackfillView; c: ConsoleContext }) {
  const { record, state, open, wish } = view;
  const { strings, user } = c.var;
  const { run } = strings;
  return (
    <>
      <p role="status">
        <State name={state} strings={strings} />
      </p>
      {wish && (
        <p class="notice warn" role="status">
          <span>{strings.connector.wishes[wish]}</span>
        </p>
      )}
      {open?.phase === 'paused' && (
        <div class="notice warn">
          <div class="actions">
            <span>{open.progress?.paused?.note}</span>
            {open.progress?.isConnectorPaused ? (
              <a href={`/connectors/${record.connectorId}`}>{strings.connector.resumeConnector}</a>
            ) : (
              !wish && may(user, 'operate') && <ResumeBackfill path={pathOf(record)} strings={strings} />
            )}
          </div>
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
