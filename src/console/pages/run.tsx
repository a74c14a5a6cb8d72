import type { Child } from 'hono/jsx';
import type { ReasonCode } from '../../domain/reasons.js';
import { emptyDayLine, type Report } from '../../domain/report.js';
import { isEmpty } from '../../domain/window.js';
import { ArchiveError } from '../../domain/errors.js';
import type { RunRecord } from '../../storage/runs.js';
import { may } from '../access/permissions.js';
import type { ConsoleContext } from '../environment.js';
import { live } from '../live.js';
import { utc } from '../parts/instant.js';
import { page } from '../parts/page.js';
import { Reason, ReasonStep, type ReasonStepProps } from '../parts/reason.js';
import { State } from '../parts/state.js';
import { refusal } from '../refusal.js';
import type { IndexedReport } from '../runs/indexed-report.js';
import { RunReports } from '../runs/run-reports.js';
import type { Strings } from '../strings/index.js';
import { workflowLink } from '../temporal-links.js';
import { RunFacts } from './run-facts.js';
import { RunFigures } from './run-figures.js';
import { queryOf, readShown } from './run-filter.js';
import { RunMissing } from './run-missing.js';
import { RunProgress } from './run-progress.js';
import { RunReasons } from './run-reasons.js';
import { RunRows } from './run-rows.js';
import { findConnector } from './with-connector.js';

/** The import report of a run; it keeps up with one that goes on. Who sent and received is for those who may see people. */
export async function runPage(c: ConsoleContext) {
  const { strings, user, console } = c.var;
  const record = await recordOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const indexed = await RunReports.of(console.means).get(record);
  const path = pathOf(record);
  const shown = readShown(c);
  return await page(c, {
    title: strings.run.title(record.connector.displayName),
    lead: windowText(record, strings),
    actions: <Actions c={c} record={record} />,
    content: (
      <>
        <p id="said" class="unseen" role="status" />
        <div {...(isOpen(indexed.report) && { 'data-live': `${path}/live`, 'data-says': 'said' })}>
          {await summaryOf(c, record, indexed)}
        </div>
        {may(user, 'people') ? (
          <RunRows {...{ indexed, shown, path, console, strings }} isOpen={isOpen(indexed.report)} />
        ) : (
          <p class="card quiet">{strings.run.notForYou}</p>
        )}
      </>
    ),
  });
}

/** What changes of the page while the run goes on, as server-sent events. */
export async function runLive(c: ConsoleContext) {
  const record = await recordOf(c);
  if (record === undefined) return await refusal(c, 'notFound');
  const { strings, console } = c.var;
  const { means } = console;
  return live(c, async () => {
    const current = await means.runs.get(record.runId);
    const indexed = await RunReports.of(means).get(current);
    const summary = await summaryOf(c, current, indexed);
    if (isOpen(indexed.report)) return { content: summary, isLast: false };
    return { content: <Ended record={current} strings={strings} summary={summary} />, isLast: true };
  });
}

/** Its failures are listed as they were when the page was opened: somebody may be leafing through them. */
function Ended({
  record,
  strings: { run },
  summary,
}: {
  record: RunRecord;
  strings: Strings;
  summary: Child;
}) {
  return (
    <>
      <p class="notice">
        <span>{run.ended}</span> <a href={pathOf(record)}>{run.showRows}</a>
      </p>
      {summary}
    </>
  );
}

/** Undefined where there is no such run. */
export async function recordOf(c: ConsoleContext): Promise<RunRecord | undefined> {
  return await c.var.console.means.runs.get(c.req.param('run') ?? '').catch((error: unknown) => {
    if (error instanceof ArchiveError && error.code === 'RunNotFound') return undefined;
    throw error;
  });
}

function isOpen({ state }: Report): boolean {
  return state === 'running' || state === 'paused';
}

function pathOf({ runId }: RunRecord): string {
  return `/runs/${encodeURIComponent(runId)}`;
}

function windowText({ window }: RunRecord, strings: Strings): string {
  const { leftOver, window: text } = strings.run;
  return isEmpty(window) ? leftOver : text(utc(window.from, strings), utc(window.to, strings));
}

function Actions({ c, record }: { c: ConsoleContext; record: RunRecord }) {
  const { console, user, strings } = c.var;
  const { run } = strings;
  const temporal = workflowLink(console, record);
  return (
    <>
      {temporal && (
        <a class="button" href={temporal}>
          {run.openInTemporal}
        </a>
      )}
      {may(user, 'people') && (
        <>
          <a class="button" href={`${pathOf(record)}/report.csv`} download>
            {run.csv}
          </a>
          <a class="button" href={`${pathOf(record)}/report.json`} download>
            {run.json}
          </a>
        </>
      )}
    </>
  );
}

async function summaryOf(c: ConsoleContext, record: RunRecord, { report, groups }: IndexedReport) {
  const { strings, user, console } = c.var;
  const progress = isOpen(report)
    ? await console.means.temporalRuns.progress(record, c.req.raw.signal)
    : undefined;
  // A report outlives its connector, whose pages do not.
  const connectorId = (await findConnector(c, record.connectorId))?.connector.id;
  const href = (reason: ReasonCode): string => `${pathOf(record)}${queryOf({ reason })}#rows`;
  return (
    <>
      <Outcome report={report} connectorId={connectorId} user={user} strings={strings} />
      {isOpen(report) && <RunProgress progress={progress} strings={strings} />}
      <RunFigures report={report} strings={strings} />
      <RunReasons
        groups={groups}
        href={may(user, 'people') ? href : undefined}
        connectorId={connectorId}
        user={user}
        strings={strings}
      />
      <RunMissing report={may(user, 'people') ? report : withoutNames(report)} strings={strings} />
      <RunFacts
        {...{ record, user, strings }}
        isOpen={isOpen(report)}
        isDeleted={connectorId === undefined}
      />
    </>
  );
}

/** A file's name at the source may hold somebody's name or number. */
function withoutNames(report: Report): Report {
  return { ...report, sourceFaults: report.sourceFaults.map((fault) => ({ ...fault, name: '–' })) };
}

interface OutcomeProps extends Pick<ReasonStepProps, 'connectorId' | 'user' | 'strings'> {
  report: Report;
}

/** How it ended or stands, in a word and, where somebody has to know more, in a sentence. */
function Outcome({ report, connectorId, user, strings }: OutcomeProps) {
  const { state, reason, counts } = report;
  const isIdle = state === 'completed' && counts.availableForImport === 0;
  return (
    <>
      <p data-said>
        <State name={state} strings={strings} />
        {reason && (
          <>
            {' '}
            <Reason code={reason} strings={strings} />
          </>
        )}
        {isIdle && <> {idleText(report, strings)}</>}
      </p>
      {reason && (
        <div class="notice bad">
          <p>
            <ReasonStep code={reason} connectorId={connectorId} user={user} strings={strings} />
          </p>
        </div>
      )}
    </>
  );
}

/** Microsoft's line for an empty day. */
function idleText({ window }: Report, { run, tag }: Strings): string {
  if (isEmpty(window)) return run.nothingLeft;
  return tag === 'en' ? emptyDayLine(window) : run.emptyDay(window.to.slice(0, 10));
}
