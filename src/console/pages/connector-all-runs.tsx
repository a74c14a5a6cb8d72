import { RunHistory } from '../connectors/run-history.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { page } from '../parts/page.js';
import { Pager, ROWS_PER_PAGE } from '../parts/pager.js';
import { RunsTable } from './connector-runs.js';
import { withConnector } from './with-connector.js';

/** To list the newest costs more the further one leafs. */
const MAX_PAGES = 100;

/** Every run there was, newest first, a page of them at a time. */
export async function allRunsPage(c: ConsoleContext) {
  return await withConnector(c, async ({ connector: { id, displayName } }) => {
    const { strings } = c.var;
    const { means } = c.var.console;
    const shown = pageIn(c.req.query('page'));
    // One more than are shown: whether there is a page after this one.
    const records = await means.runs.list(id, shown * ROWS_PER_PAGE + 1);
    const onPage = records.slice((shown - 1) * ROWS_PER_PAGE, shown * ROWS_PER_PAGE);
    if (onPage.length === 0 && shown > 1) return c.redirect(`/connectors/${id}/runs`, 303);
    const open = (await Overview.of(means).connector(id))?.open ?? [];
    const rows = await RunHistory.of(means).rows(onPage, open);
    const hasMore = records.length > shown * ROWS_PER_PAGE && shown < MAX_PAGES;
    return await page(c, {
      title: strings.connector.allRunsTitle(displayName),
      actions: (
        <a class="button" href={`/connectors/${id}`}>
          {strings.common.back}
        </a>
      ),
      content: (
        <>
          {rows.length === 0 && <p class="card quiet">{strings.connector.noRuns}</p>}
          {rows.length > 0 && (
            <div class="scroll" tabindex={0} role="region" aria-label={strings.connector.runs}>
              <RunsTable rows={rows} strings={strings} />
            </div>
          )}
          <Pager
            page={shown}
            pages={hasMore ? shown + 1 : shown}
            href={(other) => `/connectors/${id}/runs?page=${other}`}
            label={strings.connector.runs}
            strings={strings}
          />
        </>
      ),
    });
  });
}

function pageIn(text: string | undefined): number {
  const typed = Number(text ?? 1);
  return Number.isInteger(typed) && typed >= 1 ? Math.min(typed, MAX_PAGES) : 1;
}
