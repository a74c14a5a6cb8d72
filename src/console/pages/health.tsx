import { z } from 'zod';
import type { ArchiveError } from '../../domain/errors.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { ConsoleContext } from '../environment.js';
import type { RunningCheckUp } from '../health/check-ups.js';
import { live } from '../live.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { orError } from '../or-error.js';
import { page } from '../parts/page.js';
import { Choice } from '../parts/search.js';
import { refusal } from '../refusal.js';
import type { Strings } from '../strings/index.js';
import { Findings } from './health-findings.js';

/** A connector, and whether the page is to come once everything is checked. */
const schema = z.object({
  connector: z
    .string()
    .transform((id) => id || undefined)
    .optional(),
  wait: z.literal('yes').optional().catch(undefined),
});

/** What `doctor` finds. Lines appear as they are found; without script, the page waits for all of them. */
export async function healthPage(c: ConsoleContext) {
  const { strings, console } = c.var;
  const { connector, wait } = schema.parse(c.req.query());
  const running = console.checkUps?.of(connector);
  if (running === undefined) return await refusal(c, 'notFound');
  if (wait) await running.over;
  // Storage may be what is ill.
  const connectors = await orError(console.means.connectors.list());
  return await page(c, {
    title: strings.health.title,
    lead: strings.health.lead,
    content: (
      <>
        <Which connectors={connectors} connector={connector} strings={strings} />
        {!running.isOver && (
          <noscript>
            <p>
              <a href={addressOf('/health', connector, { wait: 'yes' })}>{strings.health.wait}</a>
            </p>
          </noscript>
        )}
        <p id="said" class="unseen" role="status" />
        <div
          {...(!running.isOver && { 'data-live': addressOf('/health/live', connector), 'data-says': 'said' })}
        >
          <CheckUp running={running} strings={strings} />
        </div>
      </>
    ),
  });
}

/** The findings so far, as server-sent events. */
export function healthLive(c: ConsoleContext) {
  const { strings, console } = c.var;
  const { connector } = schema.parse(c.req.query());
  const running = console.checkUps?.of(connector);
  if (running === undefined) return refusal(c, 'notFound');
  return live(c, () =>
    Promise.resolve({ content: <CheckUp running={running} strings={strings} />, isLast: running.isOver }),
  );
}

function addressOf(path: string, connector: string | undefined, others: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...(connector && { connector }), ...others });
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

interface WhichProps {
  connectors: ConnectorRecord[] | ArchiveError;
  connector: string | undefined;
  strings: Strings;
}

function Which({ connectors, connector, strings: { health } }: WhichProps) {
  const known = 'code' in connectors ? [] : connectors;
  const options = known.map(({ connector: { id, displayName } }) => [id, displayName]);
  return (
    <form class="filter" method="get" action="/health">
      <Choice
        name="connector"
        label={health.connector}
        all={health.all}
        options={Object.fromEntries(options)}
        value={connector}
      />
      <button>{health.check}</button>
    </form>
  );
}

function CheckUp({ running, strings }: { running: RunningCheckUp; strings: Strings }) {
  if (running.error) return <ErrorNotice error={running.error} strings={strings} />;
  return <Findings findings={running.findings} isOver={running.isOver} strings={strings} />;
}
