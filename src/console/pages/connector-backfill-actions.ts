import { cancelBackfill, pauseBackfill, resumeBackfill } from '../../operations/backfill-control.js';
import { actorOf } from '../actor.js';
import { noteWish, type BackfillWish } from '../connectors/backfill-wishes.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { errorOf } from '../or-error.js';
import { backfillPage } from './connector-backfill.js';

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
