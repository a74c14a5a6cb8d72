import type { ArchiveError } from '../../domain/errors.js';
import { MAX_REASON_CHARACTERS } from '../../domain/one-line.js';
import { cancelBackfill, pauseBackfill, resumeBackfill } from '../../operations/backfill-control.js';
import { actorOf } from '../actor.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { ErrorNotice } from '../parts/error-notice.js';
import type { Strings } from '../strings/index.js';
import { acted } from './connector-acted.js';
import { backfillPage } from './connector-backfill.js';

interface ControlProps {
  isPaused: boolean;
  path: string;
  error: ArchiveError | undefined;
  strings: Strings;
}

/** Forms outside of what keeps up by itself: what is typed here must not go with it. */
export function BackfillControl({ isPaused, path, error, strings }: ControlProps) {
  const { connector: words } = strings;
  return (
    <section>
      <h2 id="control">{words.control}</h2>
      {error && <ErrorNotice error={error} strings={strings} />}
      <form method="post" action={`${path}/pause`} class="fields">
        <div class="field">
          <label for="reason">{words.reason}</label>
          <span class="hint" id="reason-hint">
            {words.pauseBackfillHint}
          </span>
          <input
            id="reason"
            name="reason"
            required
            maxlength={MAX_REASON_CHARACTERS}
            aria-describedby="reason-hint"
          />
        </div>
        <div class="actions">
          <button class={isPaused ? '' : 'main'}>{words.pauseBackfill}</button>
          <button class={isPaused ? 'main' : ''} formaction={`${path}/resume`} formnovalidate>
            {words.resumeBackfill}
          </button>
          <button class="danger" formaction={`${path}/cancel`} formnovalidate>
            {words.cancelBackfill}
          </button>
        </div>
        <p class="quiet">{words.cancelBackfillHint}</p>
      </form>
    </section>
  );
}

export async function pauseBackfillForm(c: ConsoleContext) {
  const reason = (await Form.of(c)).text('reason');
  return await control(c, async (backfill) => {
    await pauseBackfill(c.var.console.means, actorOf(c), { ...backfill, reason });
  });
}

export async function resumeBackfillForm(c: ConsoleContext) {
  return await control(c, async (backfill) => {
    await resumeBackfill(c.var.console.means, actorOf(c), backfill);
  });
}

export async function cancelBackfillForm(c: ConsoleContext) {
  return await control(c, async (backfill) => {
    await cancelBackfill(c.var.console.means, actorOf(c), backfill);
  });
}

async function control(
  c: ConsoleContext,
  act: (backfill: { connectorId: string; workflowId: string }) => Promise<void>,
) {
  const { means } = c.var.console;
  const [connectorId, runId] = [c.req.param('id') ?? '', c.req.param('run') ?? ''];
  const record = await means.backfills.find(runId);
  const isOurs = record !== undefined && record.connectorId === connectorId;
  const error = isOurs ? await acted(act({ connectorId, workflowId: record.workflowId })) : undefined;
  Overview.of(means).forget();
  if (error || !isOurs) return await backfillPage(c, error);
  return c.redirect(`/connectors/${connectorId}/backfills/${runId}`, 303);
}
