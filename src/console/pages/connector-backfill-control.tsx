import { cancelBackfill, pauseBackfill, resumeBackfill } from '../../operations/backfill-control.js';
import { actorOf } from '../actor.js';
import { noteWish, type BackfillWish } from '../connectors/backfill-wishes.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { ReasonField } from '../parts/reason-field.js';
import type { Strings } from '../strings/index.js';
import { errorOf } from '../or-error.js';
import { backfillPage } from './connector-backfill.js';

interface ControlProps {
  /** Not where it is paused, or was just asked to. */
  canPause: boolean;
  path: string;
  /** As it was typed. */
  reason: string;
  /** Whether it is seen at once. */
  isOpen: boolean;
  strings: Strings;
}

/** Forms outside of what keeps up by itself: what is typed here must not go with it. A line until somebody wants one. */
export function BackfillControl({ canPause, path, reason, isOpen, strings }: ControlProps) {
  const { connector: words } = strings;
  return (
    <details class="card" open={isOpen}>
      <summary>{words.control}</summary>
      {canPause && (
        <form method="post" action={`${path}/pause`} class="fields">
          <ReasonField hint={words.pauseBackfillHint} value={reason} strings={strings} />
          <div class="actions">
            <button class="main">{words.pauseBackfill}</button>
          </div>
        </form>
      )}
      <details>
        <summary>{words.cancelBackfill}</summary>
        <form method="post" action={`${path}/cancel`} class="fields">
          <p>{words.cancelBackfillHint}</p>
          <div class="actions">
            <button class="danger">{words.cancelBackfillNow}</button>
          </div>
        </form>
      </details>
    </details>
  );
}

/** In what keeps up by itself, so that it is there as soon as somebody has paused it. */
export function ResumeBackfill({ path, strings }: { path: string; strings: Strings }) {
  return (
    <form method="post" action={`${path}/resume`}>
      <button class="main">{strings.connector.resumeBackfill}</button>
    </form>
  );
}

export async function pauseBackfillForm(c: ConsoleContext) {
  const reason = (await Form.of(c)).text('reason');
  const pause: Act = async (means, actor, backfill) => {
    await pauseBackfill(means, actor, { ...backfill, reason });
  };
  return await control(c, { wish: 'pause', act: pause, reason });
}

export async function resumeBackfillForm(c: ConsoleContext) {
  return await control(c, { wish: 'resume', act: resumeBackfill });
}

export async function cancelBackfillForm(c: ConsoleContext) {
  return await control(c, { wish: 'cancel', act: cancelBackfill });
}

type Act = typeof resumeBackfill;

interface Control {
  wish: BackfillWish;
  act: Act;
  /** As it was typed. */
  reason?: string;
}

/** Leads back to a page that says what was asked, until the workflow has taken it. */
async function control(c: ConsoleContext, { wish, act, reason = '' }: Control) {
  const { means } = c.var.console;
  const [connectorId, runId] = [c.req.param('id') ?? '', c.req.param('run') ?? ''];
  const record = await means.backfills.find(runId);
  const isOurs = record !== undefined && record.connectorId === connectorId;
  const backfill = { connectorId, workflowId: record?.workflowId ?? '' };
  const error = isOurs ? await errorOf(act(means, actorOf(c), backfill)) : undefined;
  Overview.of(means).forget();
  if (error || !isOurs) return await backfillPage(c, { error, reason });
  noteWish(runId, wish);
  return c.redirect(`/connectors/${connectorId}/backfills/${runId}`, 303);
}
