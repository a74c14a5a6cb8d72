import { Context } from '@temporalio/activity';
import type { Connector } from '../domain/connector.js';
import type { PauseFlag } from '../domain/pause.js';
import type { MailboxTroubles } from '../microsoft365/mailbox-troubles.js';
import type { Directory, Mailboxes } from '../microsoft365/microsoft365.js';
import type { Source } from '../sources/source.js';
import type { Repositories } from '../storage/repositories.js';

/** Everything an activity touches. Only `worker.ts` builds it. */
export interface ArchiverDeps extends Repositories {
  /** The same object for the same connector, so that its session is shared. */
  sourceOf(connector: Connector): Source;
  directory: Directory;
  mailboxes: Mailboxes;
  troubles: MailboxTroubles;
  /** Reads the pause flag of the connector's schedule; null where that was deleted. */
  readPause(connectorId: string): Promise<PauseFlag | null>;
  /** Sets or clears it, and resolves to what the schedule then shows; the note of a pause in force stays. */
  setPause(connectorId: string, wanted: PauseFlag): Promise<PauseFlag | null>;
  /** Whether Temporal still runs it, in whichever execution. Rejects with TemporalUnreachable. */
  isRunning(run: { workflowId: string; runId: string }): Promise<boolean>;
  /** How long after an unanswered create Graph is trusted to show the mail. */
  settleMs: number;
}

/** Ends the calls of an activity when Temporal cancels it, and when the worker shuts down. */
export function cancellation(): AbortSignal {
  return Context.current().cancellationSignal;
}
