import type { ConnectorView } from '../connectors/overview.js';
import type { Strings } from '../strings/index.js';

/** What an operator can do with a connector as it stands now. What needs a reason has a page of its own. */
export function ConnectorActions({
  view: { record, schedule },
  strings: { connector: words },
}: {
  view: ConnectorView;
  strings: Strings;
}) {
  const path = `/connectors/${record.connector.id}`;
  const isPaused = schedule?.isPaused ?? false;
  return (
    <div class="actions bar">
      {isPaused ? (
        <form method="post" action={`${path}/resume`}>
          <button class="main">{words.resume}</button>
        </form>
      ) : (
        <>
          <form method="post" action={`${path}/run`}>
            <button class="main">{words.run}</button>
          </form>
          <a class="button" href={`${path}/pause`}>
            {words.pause}
          </a>
        </>
      )}
      <a class="button" href={`${path}/backfill`}>
        {words.backfill}
      </a>
    </div>
  );
}
