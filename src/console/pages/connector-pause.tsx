import { ArchiveError } from '../../domain/errors.js';
import { pauseConnector } from '../../operations/pause-connector.js';
import { resumeConnector } from '../../operations/resume-connector.js';
import { runConnector } from '../../operations/run-connector.js';
import { actorOf } from '../actor.js';
import { Overview } from '../connectors/overview.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { page } from '../parts/page.js';
import { ReasonField } from '../parts/reason-field.js';
import { orError } from '../or-error.js';
import { toConnector } from './to-connector.js';
import { withConnector } from './with-connector.js';

/** Asks why a connector is to be paused. */
export async function pausePage(c: ConsoleContext, { reason = '', error }: Refused = {}) {
  return await withConnector(c, async ({ connector }) => {
    if (error) c.status(422);
    const { connector: words, common } = c.var.strings;
    const path = `/connectors/${connector.id}`;
    return await page(c, {
      title: words.pauseTitle(connector.displayName),
      lead: words.pauseLead,
      content: (
        <form method="post" action={`${path}/pause`} class="fields">
          {error && <ErrorNotice error={error} strings={c.var.strings} />}
          <ReasonField hint={words.reasonHint} value={reason} strings={c.var.strings} />
          <div class="actions">
            <button class="main">{words.pauseNow}</button>
            <a class="button" href={path}>
              {common.cancel}
            </a>
          </div>
        </form>
      ),
    });
  });
}

interface Refused {
  reason?: string;
  error?: ArchiveError;
}

export async function pauseForm(c: ConsoleContext) {
  const reason = (await Form.of(c)).text('reason');
  const connectorId = c.req.param('id') ?? '';
  const paused = await changed(c, pauseConnector(c.var.console.means, actorOf(c), { connectorId, reason }));
  if (paused instanceof ArchiveError) return await pausePage(c, { reason, error: paused });
  return toConnector(c, connectorId, paused.isNew ? 'paused' : 'pausedBefore');
}

export async function resumeForm(c: ConsoleContext) {
  const connectorId = c.req.param('id') ?? '';
  const resumed = await changed(c, resumeConnector(c.var.console.means, actorOf(c), connectorId));
  if (resumed instanceof ArchiveError) return await refused(c, resumed);
  return toConnector(c, connectorId, resumed.isTriggered ? 'resumedAndRun' : 'resumed');
}

/** Somebody may have paused it since the button was shown. */
export async function runForm(c: ConsoleContext) {
  const connectorId = c.req.param('id') ?? '';
  const asked = await changed(c, runConnector(c.var.console.means, actorOf(c), connectorId));
  if (asked instanceof ArchiveError) return await refused(c, asked);
  return asked.pause === null ? toConnector(c, connectorId, 'run') : await refused(c, isPaused());
}

function isPaused(): ArchiveError {
  return new ArchiveError('InvalidArgument', 'The connector is paused, and no run was started.', {
    nextStep: 'Resume it: that starts a run.',
  });
}

async function changed<T>(c: ConsoleContext, doing: Promise<T>): Promise<T | ArchiveError> {
  const done = await orError(doing);
  Overview.of(c.var.console.means).forget();
  return done;
}

async function refused(c: ConsoleContext, error: ArchiveError) {
  return await withConnector(c, async ({ connector }) => {
    c.status(409);
    return await page(c, {
      title: connector.displayName,
      content: (
        <>
          <ErrorNotice error={error} strings={c.var.strings} />
          <a class="button" href={`/connectors/${connector.id}`}>
            {c.var.strings.common.back}
          </a>
        </>
      ),
    });
  });
}
