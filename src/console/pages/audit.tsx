import { isReasonCode } from '../../domain/reasons.js';
import type { AuditEntry } from '../../storage/audit.js';
import type { ConsoleContext } from '../environment.js';
import { Changes, type Change } from '../parts/changes.js';
import { Instant } from '../parts/instant.js';
import { page } from '../parts/page.js';
import type { Strings } from '../strings/index.js';
import { differences } from './audit-differences.js';
import { AuditFilterForm } from './audit-filter-form.js';
import { addressOf, auditFilter, isAny, matches } from './audit-filter.js';

const PAGE_ROWS = 50;
/** Row keys are made of digits, a bar and an id. */
const PLACE = /^\d{14}\|[0-9a-f-]{36}$/;

/** Who changed what, newest first. */
export async function auditPage(c: ConsoleContext) {
  const { strings, console } = c.var;
  const { audit } = strings;
  const filter = auditFilter(c);
  const from = c.req.query('from');
  const isFurther = from !== undefined && PLACE.test(from);
  const { entries, next } = await console.means.audit.page(
    PAGE_ROWS,
    matches(filter),
    isFurther ? from : undefined,
  );
  return await page(c, {
    title: audit.title,
    lead: audit.lead,
    actions: (
      <a class="button" href={addressOf('/audit.csv', filter)} download>
        {audit.download}
      </a>
    ),
    content: (
      <>
        <AuditFilterForm filter={filter} strings={strings} />
        {entries.length > 0 ? (
          <Entries entries={entries} strings={strings} />
        ) : (
          <p class="card empty">{isAny(filter) || isFurther ? audit.noMatch : audit.empty}</p>
        )}
        <nav class="actions" aria-label={audit.title}>
          {isFurther && (
            <a class="button" href={addressOf('/audit', filter)}>
              {audit.newest}
            </a>
          )}
          {next !== undefined && (
            <a class="button" href={addressOf('/audit', filter, next)}>
              {audit.older}
            </a>
          )}
        </nav>
      </>
    ),
  });
}

function Entries({ entries, strings }: { entries: readonly AuditEntry[]; strings: Strings }) {
  const { audit } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={audit.title}>
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">{audit.when}</th>
            <th scope="col">{audit.who}</th>
            <th scope="col">{audit.action}</th>
            <th scope="col">{audit.connector}</th>
            <th scope="col">{audit.changes}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry entry={entry} strings={strings} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Entry({ entry, strings }: { entry: AuditEntry; strings: Strings }) {
  const { audit } = strings;
  return (
    <tr>
      <td data-label={audit.when}>
        <Instant at={entry.at} strings={strings} />
      </td>
      <th scope="row">
        {entry.by}
        <small>{audit.via[entry.via]}</small>
        <Account entry={entry} strings={strings} />
      </th>
      <td class={isDone(entry) ? undefined : 'bad'} data-label={audit.action}>
        {audit.actions[entry.action]}
        {entry.outcome !== 'done' && <small>{audit.notDone(whyNot(entry, strings))}</small>}
      </td>
      <td data-label={audit.connector}>
        <ConnectorOf entry={entry} />
      </td>
      <td data-label={audit.changes}>
        <Changes changes={changesOf(entry)} strings={strings} />
      </td>
    </tr>
  );
}

/** One that was deleted has no page but that of its runs, whose reports stay. */
function ConnectorOf({ entry }: { entry: AuditEntry }) {
  const { connectorId, action } = entry;
  if (connectorId === null) return null;
  if (action !== 'connector.delete' || !isDone(entry)) return <>{connectorId}</>;
  return <a href={`/connectors/${connectorId}/runs`}>{connectorId}</a>;
}

/** Tells apart who had the same name one after the other; of whom there is no more than a name, nothing. */
function Account({ entry: { by, byId }, strings: { audit } }: { entry: AuditEntry; strings: Strings }) {
  if (byId === undefined || byId === by) return null;
  return (
    <details>
      <summary>{audit.account}</summary>
      <small>{byId}</small>
    </details>
  );
}

/** Of what was not done what was wanted, as far as it is known: nothing has changed from what was before. */
function changesOf({ before, after, outcome }: AuditEntry): Change[] {
  return differences(outcome === 'done' ? before : null, after);
}

function isDone({ action, outcome }: AuditEntry): boolean {
  return outcome === 'done' && action !== 'access.refuse';
}

function whyNot({ outcome }: AuditEntry, { reasons }: Strings): string {
  return isReasonCode(outcome) ? reasons[outcome] : outcome;
}
