import type { ReportFailure } from '../../domain/report.js';
import type { Console } from '../environment.js';
import { Pager, pageOf } from '../parts/pager.js';
import { Choice, Search } from '../parts/search.js';
import { findFailures, type IndexedReport } from '../runs/indexed-report.js';
import { Reason } from '../parts/reason.js';
import type { Strings } from '../strings/index.js';
import { workflowLink } from '../temporal-links.js';
import { queryOf, type ShownFailures } from './run-filter.js';

const PART = '#rows';

interface RunRowsProps {
  indexed: IndexedReport;
  shown: ShownFailures;
  /** The address of the page. */
  path: string;
  console: Console;
  strings: Strings;
  /** Whether more may come. */
  isOpen: boolean;
}

/** The failures themselves, searched and page by page. They name people. */
export function RunRows({ indexed, shown, path, console, strings, isOpen }: RunRowsProps) {
  const { run, tag } = strings;
  const all = indexed.report.failures.length;
  if (all === 0) return <p class="card">{isOpen ? run.noneSoFar : run.none}</p>;
  const found = findFailures(indexed, shown);
  const { rows, page, pages } = pageOf(found, shown.page);
  const href = (wanted: number): string => `${path}${queryOf({ ...shown, page: wanted })}${PART}`;
  return (
    <section>
      <h2 id="rows">{isOpen ? run.rowsSoFar : run.rows}</h2>
      <Filter indexed={indexed} shown={shown} path={path} strings={strings} />
      <p role="status">{run.rowsFound(found.length.toLocaleString(tag), all.toLocaleString(tag))}</p>
      {rows.length > 0 ? <Rows rows={rows} console={console} strings={strings} /> : <p>{run.noneFound}</p>}
      <Pager page={page} pages={pages} href={href} label={run.rows} strings={strings} />
    </section>
  );
}

function Filter({ indexed, shown, path, strings }: Omit<RunRowsProps, 'console' | 'isOpen'>) {
  const { run, tag } = strings;
  const { search, reason, open } = shown;
  const reasons = indexed.groups.map((group) => [
    group.reason,
    `${strings.reasons[group.reason]} (${group.failures.toLocaleString(tag)})`,
  ]);
  const isNarrowed = search !== '' || reason !== undefined || open !== undefined;
  return (
    <Search action={`${path}${PART}`} label={run.search} value={search} {...{ isNarrowed, strings }}>
      <Choice
        name="reason"
        label={run.reason}
        all={run.allReasons}
        options={Object.fromEntries(reasons)}
        value={reason}
      />
      <Choice
        name="open"
        label={run.triedAgain}
        all={run.allStates}
        options={run.openStates}
        value={open === undefined ? undefined : open ? 'open' : 'final'}
      />
    </Search>
  );
}

interface RowsProps {
  rows: readonly ReportFailure[];
  console: Console;
  strings: Strings;
}

function Rows({ rows, console, strings }: RowsProps) {
  const { run } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-labelledby="rows">
      <table class="cards-when-narrow copies">
        <thead>
          <tr>
            <th scope="col">{run.item}</th>
            <th scope="col">{run.sourceUser}</th>
            <th scope="col">{run.microsoftUser}</th>
            <th scope="col">{run.reason}</th>
            <th scope="col">{run.triedAgain}</th>
            <th scope="col">{run.attachments}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((failure) => (
            <Row failure={failure} console={console} strings={strings} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ failure, console, strings }: Omit<RowsProps, 'rows'> & { failure: ReportFailure }) {
  const { run, common } = strings;
  const { itemId, itemKey, sourceUserId, m365UserId, reason, open, attachments } = failure;
  const href = itemKey && workflowLink(console, { workflowId: `item/${itemKey}` });
  return (
    <tr>
      <th scope="row" class="id">
        {itemId}
        {href && (
          <small>
            <a href={href}>{run.openInTemporal}</a>
          </small>
        )}
      </th>
      <td data-label={run.sourceUser} class="number-or-address">
        {sourceUserId ?? <span class="quiet">{common.none}</span>}
      </td>
      <td data-label={run.microsoftUser}>{m365UserId ?? <span class="quiet">{common.none}</span>}</td>
      <td data-label={run.reason}>
        <Reason code={reason} strings={strings} />
      </td>
      <td data-label={run.triedAgain}>{open ? run.yes : run.no}</td>
      <td data-label={run.attachments} class="files">
        {attachments.map(({ fileName, sizeBytes, reason: why }) => (
          <span class="below">
            {fileName}, {sizeText(sizeBytes, strings)}
            {why !== reason && `: ${strings.reasons[why]}`}
          </span>
        ))}
      </td>
    </tr>
  );
}

function sizeText(bytes: number, { tag }: Strings): string {
  const isSmall = bytes < 1_000_000;
  const unit = isSmall ? 'kilobyte' : 'megabyte';
  const format = new Intl.NumberFormat(tag, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(bytes / (isSmall ? 1_000 : 1_000_000));
}
