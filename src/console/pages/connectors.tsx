import { unfinishedSetUps } from '../../operations/set-up.js';
import type { ConsoleContext } from '../environment.js';
import { Instant } from '../parts/instant.js';
import { page } from '../parts/page.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { Strings } from '../strings/index.js';
import { Unfinished } from './wizard/unfinished.js';

/** The Connectors tab. */
export async function connectorsPage(c: ConsoleContext) {
  const { strings, console, user } = c.var;
  const records = await console.means.connectors.list();
  const drafts = await unfinishedSetUps(console.means, user?.name ?? '');
  return await page(c, {
    title: strings.connectors.title,
    lead: strings.connectors.lead,
    actions: (
      <a class="button main" href="/connectors/new">
        {strings.connectors.add}
      </a>
    ),
    content: (
      <>
        {records.length > 0 ? <Table records={records} strings={strings} /> : <Empty strings={strings} />}
        <Unfinished drafts={drafts} strings={strings} />
      </>
    ),
  });
}

function Empty({ strings: { connectors } }: { strings: Strings }) {
  return (
    <div class="card empty">
      <p>{connectors.empty}</p>
      <p class="quiet">{connectors.emptyNext}</p>
    </div>
  );
}

function Table({ records, strings }: { records: readonly ConnectorRecord[]; strings: Strings }) {
  const { connectors } = strings;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{connectors.name}</th>
            <th scope="col">{connectors.lastRun}</th>
          </tr>
        </thead>
        <tbody>
          {records.map(({ connector, watermark }) => (
            <tr>
              <th scope="row">
                <a href={`/connectors/${connector.id}`}>{connector.displayName}</a>
                <small>{connector.id}</small>
              </th>
              <td>
                <Instant at={watermark} strings={strings} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
