import { MAX_BACKFILL_DAYS } from '../domain/backfill-input.js';
import { ArchiveError } from '../domain/errors.js';
import { daysOf, isEmpty, parseInstant, type Window } from '../domain/window.js';
import { backfillText } from './backfill-text.js';
import { chosenMailboxes } from './chosen-mailboxes.js';
import { withContext, type CliContext } from './context.js';
import { getBackfill, type BackfillReport } from '../operations/backfill-report.js';
import { startBackfill } from '../operations/backfill-start.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { actorOf } from './mapping-options.js';
import { pausedResult, type Paused } from './paused-result.js';
import { waitForRun } from './wait-for-run.js';
import { reasonFrom } from './words.js';

export interface BackfillOptions {
  from: string;
  to: string;
  reason: string;
  /** Addresses and Entra object ids; all mailboxes where absent. */
  mailbox?: string[];
  by?: string;
  wait?: boolean;
}

/** Past windows over archived time, half-open, one child run per UTC day. */
export async function backfillStart(
  connectorId: string,
  options: GlobalOptions & BackfillOptions,
): Promise<CommandResult> {
  const window = windowFrom(options);
  const { mailbox } = options;
  const [reason, actor] = [reasonFrom(options), actorOf(options)];
  return await withContext(options, async (context) => {
    await context.connectors.get(connectorId);
    const mailboxes = mailbox && (await chosenMailboxes(context, mailbox));
    const asked = { connectorId, window, reason, ...(mailboxes && { mailboxes }) };
    const started = await startBackfill(context, actor, asked);
    if (!options.wait) return startedResult(started.workflowId);
    const lookAt = `whatsapp-archiver report ${started.workflowId}`;
    const pause = await waitForRun(context, started, lookAt, connectorId);
    if (pause) return await pausedBackfill(context, connectorId, { ...pause, what: started.workflowId });
    await context.temporalBackfills.outcome(started);
    return backfillResult(await getBackfill(context, started.runId), 'text');
  });
}

/** By itself, or with its whole connector: each goes on by a command of its own. */
async function pausedBackfill(
  { schedules }: CliContext,
  connectorId: string,
  pause: Omit<Paused, 'resume'>,
): Promise<CommandResult> {
  const flag = await schedules.readPause(connectorId);
  const resume = flag?.isPaused ? `connector resume ${connectorId}` : `backfill resume ${pause.what}`;
  return pausedResult({ ...pause, resume });
}

/** Exit code 3 where a person has something to look at. */
export function backfillResult(report: BackfillReport, format: 'text' | 'json'): CommandResult {
  const isClean = ['completed', 'running', 'paused'].includes(report.state);
  const text = format === 'json' ? JSON.stringify(report, null, 2) : backfillText(report);
  return { exitCode: isClean ? 0 : 3, json: report, text };
}

function startedResult(workflowId: string): CommandResult {
  const text = `Started ${workflowId}.\nSee its days with: whatsapp-archiver report ${workflowId}`;
  return { exitCode: 0, json: { backfill: workflowId }, text };
}

function windowFrom({ from, to }: BackfillOptions): Window {
  const window = { from: instant('--from', from), to: instant('--to', to) };
  if (isEmpty(window)) throw new ArchiveError('InvalidArgument', '--to must be later than --from.');
  if (Date.parse(window.to) > Date.now()) {
    throw new ArchiveError('InvalidArgument', '--to lies in the future: such a window is not closed yet.');
  }
  if (daysOf(window).length > MAX_BACKFILL_DAYS)
    throw new ArchiveError('InvalidArgument', `--from to --to has more than ${MAX_BACKFILL_DAYS} days.`, {
      nextStep: 'Split it into several backfills.',
    });
  return window;
}

function instant(option: string, text: string): string {
  const parsed = parseInstant(text);
  if (parsed === undefined) {
    throw new ArchiveError(
      'InvalidArgument',
      `${option} is no date (2026-11-01, meaning 00:00 UTC) and no instant (2026-11-01T12:00:00Z).`,
    );
  }
  return parsed;
}
