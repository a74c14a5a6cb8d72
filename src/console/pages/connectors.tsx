import type { ConsoleContext } from '../environment.js';
import { Overview, type ConnectorView } from '../connectors/overview.js';
import { live } from '../live.js';
import { DoneNotice } from '../parts/done-notice.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { orError } from '../or-error.js';
import { page } from '../parts/page.js';
import { ArchiveError } from '../../domain/errors.js';
import { may, type User } from '../access/permissions.js';
import { unfinishedSetUps } from '../../operations/set-up.js';
import type { Draft } from '../../storage/drafts.js';
import { ownerOf } from '../actor.js';
import type { Strings } from '../strings/index.js';
import { ConnectorsAttention } from './connectors-attention.js';
import { ConnectorsProduct } from './connectors-product.js';
import { ConnectorsTable } from './connectors-table.js';
import { Unfinished } from './wizard/unfinished.js';

/** The Connectors tab, which keeps up by itself, and the overview of what can be connected. */
export async function connectorsPage(c: ConsoleContext) {
  const { strings, user } = c.var;
  const { connectors } = strings;
  const isOverview = c.req.query('tab') === 'overview';
  return await page(c, {
    title: connectors.title,
    lead: connectors.lead,
    actions: may(user, 'administer') && (
      <a class="button main" href="/connectors/new">
        {connectors.add}
      </a>
    ),
    content: (
      <>
        <DoneNotice c={c} words={strings.connectors.done} />
        <Tabs isOverview={isOverview} strings={strings} />
        {isOverview ? (
          <ConnectorsProduct strings={strings} mayAdd={may(user, 'administer')} />
        ) : (
          <>
            <div data-live="/live/connectors">{await contentOf(c)}</div>
            <Unfinished drafts={await draftsOf(c)} strings={strings} />
          </>
        )}
      </>
    ),
  });
}

async function draftsOf(c: ConsoleContext): Promise<Draft[]> {
  const { console, user } = c.var;
  return may(user, 'administer') ? await unfinishedSetUps(console.means, ownerOf(c)) : [];
}

/** What changes on the Connectors tab, as server-sent events. */
export function connectorsLive(c: ConsoleContext) {
  return live(c, async () => ({ content: await contentOf(c), isLast: false }));
}

async function contentOf(c: ConsoleContext) {
  const { strings, console, user } = c.var;
  const views = await orError(Overview.of(console.means).connectors());
  if (views instanceof ArchiveError) return <ErrorNotice error={views} strings={strings} />;
  if (views.length === 0) return <Empty strings={strings} />;
  return <Content views={views} user={user} strings={strings} />;
}

interface ContentProps {
  views: readonly ConnectorView[];
  user: User | undefined;
  strings: Strings;
}

function Content({ views, user, strings }: ContentProps) {
  return (
    <>
      <ConnectorsAttention views={views} user={user} strings={strings} />
      <ConnectorsTable views={views} strings={strings} />
    </>
  );
}

function Tabs({ isOverview, strings: { connectors } }: { isOverview: boolean; strings: Strings }) {
  const current = (is: boolean) => (is ? ('page' as const) : undefined);
  return (
    <nav class="tabs" aria-label={connectors.title}>
      <a href="/connectors?tab=overview" aria-current={current(isOverview)}>
        {connectors.overview}
      </a>
      <a href="/connectors" aria-current={current(!isOverview)}>
        {connectors.tab}
      </a>
    </nav>
  );
}

function Empty({ strings: { connectors } }: { strings: Strings }) {
  return (
    <div class="card empty">
      <p>{connectors.empty}</p>
      <p class="quiet">{connectors.emptyNext}</p>
    </div>
  );
}
