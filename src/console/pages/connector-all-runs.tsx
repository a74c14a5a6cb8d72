import type { ConnectorRecord } from '../../storage/connectors.js';
import type { RunRecord } from '../../storage/runs.js';
import { isKeyPart } from '../../storage/table-keys.js';
import { RunHistory, type RunRow } from '../connectors/run-history.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { page, type PageContent } from '../parts/page.js';
import { Pager, ROWS_PER_PAGE } from '../parts/pager.js';
import { refusal } from '../refusal.js';
import type { Strings } from '../strings/index.js';
import { RunsTable } from './connector-runs.js';
import { connectorOf } from './with-connector.js';

/** To list the newest costs more the further one leafs. */
const MAX_PAGES = 100;

/** Every run there was, newest first, a page of them at a time; also those of a connector that was deleted. */
export async function allRunsPage(c: ConsoleContext) {
  const id = c.req.param('id') ?? '';
  const record = await connectorOf(c);
  if (record === undefined && !(await wasThere(c, id))) return await refusal(c, 'notFound');
  const shown = pageIn(c.req.query('page'));
  // One more than are shown: whether there is a page after this one.
  const records = await c.var.console.means.runs.list(id, shown * ROWS_PER_PAGE + 1);
  const onPage = records.slice((shown - 1) * ROWS_PER_PAGE, shown * ROWS_PER_PAGE);
  if (onPage.length === 0 && shown > 1) return c.redirect(`/connectors/${id}/runs`, 303);
  const hasMore = records.length > shown * ROWS_PER_PAGE && shown < MAX_PAGES;
  const isDeleted = record === undefined;
  return await page(c, {
    ...headOf(c, id, record),
    content: (
      <>
        <Rows rows={await rowsOf(c, onPage, record)} isDeleted={isDeleted} strings={c.var.strings} />
        <Pager
          page={shown}
          pages={hasMore ? shown + 1 : shown}
          href={(other) => `/connectors/${id}/runs?page=${other}`}
          label={c.var.strings.connector.runs}
          strings={c.var.strings}
        />
      </>
    ),
  });
}

/** Whether a connector of that id has left anything: the versions of its mapping stay, also where it has never run. */
async function wasThere(c: ConsoleContext, id: string): Promise<boolean> {
  if (!isKeyPart(id)) return false;
  const { runs, connectors } = c.var.console.means;
  return (await runs.list(id, 1)).length > 0 || (await connectors.mappingVersions(id)).length > 0;
}

function headOf(
  c: ConsoleContext,
  id: string,
  record: ConnectorRecord | undefined,
): Omit<PageContent, 'content'> {
  const { connector: words, common } = c.var.strings;
  const actions = (
    <a class="button" href={record ? `/connectors/${id}` : '/connectors'}>
      {common.back}
    </a>
  );
  return record
    ? { title: words.allRunsTitle(record.connector.displayName), actions }
    : { title: words.allRunsTitle(words.deleted(id)), lead: words.gone, actions };
}

/** Of a connector that was deleted none is under way. */
async function rowsOf(c: ConsoleContext, records: readonly RunRecord[], current?: ConnectorRecord) {
  const { means } = c.var.console;
  const view = current && (await Overview.of(means).connector(current.connector.id));
  return await RunHistory.of(means).rows(records, view?.open ?? []);
}

function Rows({
  rows,
  isDeleted,
  strings,
}: {
  rows: readonly RunRow[];
  isDeleted: boolean;
  strings: Strings;
}) {
  const { connector: words } = strings;
  if (rows.length === 0) return <p class="card quiet">{isDeleted ? words.noRunsEver : words.noRuns}</p>;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={words.runs}>
      <RunsTable rows={rows} strings={strings} isDeleted={isDeleted} />
    </div>
  );
}

function pageIn(text: string | undefined): number {
  const typed = Number(text ?? 1);
  return Number.isInteger(typed) && typed >= 1 ? Math.min(typed, MAX_PAGES) : 1;
}
