import { cancelBackfill, pauseBackfill, resumeBackfill } from '../../operations/backfill-control.js';
import { actorOf } from '../actor.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { errorOf } from '../or-error.js';
import { backfillPage } from './connector-backfill.js';

export async function pauseBackfillForm(c: ConsoleContext) {
  const reason = (await Form.of(c)).text('reason');
  const pause = async (backfill: Backfill) => {
    await pauseBackfill(c.var.console.means, actorOf(c), { ...backfill, reason });
  };
  return await control(c, pause, reason);
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

interface Backfill {
  connectorId: string;
  workflowId: string;
}

/** `reason`: as it was typed. */
async function control(c: ConsoleContext, act: (backfill: Backfill) => Promise<void>, reason = '') {
  const { means } = c.var.console;
  const [connectorId, runId] = [c.req.param('id') ?? '', c.req.param('run') ?? ''];
  const record = await means.backfills.find(runId);
  const isOurs = record !== undefined && record.connectorId === connectorId;
  const error = isOurs ? await errorOf(act({ connectorId, workflowId: record.workflowId })) : undefined;
  Overview.of(means).forget();
  if (error || !isOurs) return await backfillPage(c, { error, reason });
  return c.redirect(`/connectors/${connectorId}/backfills/${runId}`, 303);
}
