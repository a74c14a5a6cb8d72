import { ArchiveError } from '../domain/errors.js';
import { pauseNote, resumeNote } from '../domain/pause.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { withContext } from './context.js';
import { authorOf, reasonFrom } from './words.js';

interface Resumed {
  id: string;
  /** Workflow ids of those under way. */
  runs: string[];
  isTriggered: boolean;
  /** False where the schedule was deleted. */
  isScheduled: boolean;
}

/** Pauses the schedule and every run of the connector under way. The note of a pause in force stays. */
export async function connectorPause(
  id: string,
  options: GlobalOptions & { reason: string; by?: string },
): Promise<CommandResult> {
  const request = { reason: reasonFrom(options), by: authorOf(options) };
  return await withContext(options, async ({ connectors, schedules, temporalRuns }) => {
    await connectors.get(id);
    const flag = await schedules.setPause(id, { isPaused: true, note: pauseNote(request) });
    if (flag === null) throw new ArchiveError('ConnectorNotFound', `Connector ${id} has no schedule.`);
    const { note } = flag;
    const runs = await temporalRuns.openRuns(id);
    await temporalRuns.pause(runs, request);
    const text = [
      `Connector ${id} ${note === pauseNote(request) ? 'is paused' : 'was paused before'}: ${note}`,
      ...runs.map(({ workflowId }) => `${workflowId} finishes what it has in hand, and waits.`),
      `It goes on with: whatsapp-archiver connector resume ${id}`,
    ];
    return { exitCode: 0, json: { id, paused: true, note, runs: idsOf(runs) }, text: text.join('\n') };
  });
}

/**
 * Forgets the refused password, lets schedule and runs go on, and starts a daily run where none is under way. Where
 * somebody has deleted the schedule, its runs go on all the same.
 */
export async function connectorResume(
  id: string,
  options: GlobalOptions & { by?: string },
): Promise<CommandResult> {
  const by = authorOf(options);
  return await withContext(options, async (context) => {
    await context.connectors.get(id);
    // Before anything tries again: what was refused may be right by now.
    await context.connectors.clearRefusal(id);
    const flag = await context.schedules.setPause(id, { isPaused: false, note: resumeNote({ by }) });
    const runs = await context.temporalRuns.openRuns(id);
    await context.temporalRuns.resume(runs, { by, isWritten: flag !== null });
    const isTriggered = flag !== null && runs.every(({ kind }) => kind !== 'daily');
    if (isTriggered) await context.schedules.trigger(id);
    return resumed({ id, runs: idsOf(runs), isTriggered, isScheduled: flag !== null });
  });
}

function resumed({ id, runs, isTriggered, isScheduled }: Resumed): CommandResult {
  const text = [
    `Resumed connector ${id}.`,
    ...runs.map((workflowId) => `${workflowId} goes on.`),
    ...(isTriggered ? [`A daily run has been asked for. See it with: whatsapp-archiver runs ${id}`] : []),
    ...(isScheduled ? [] : ['Its schedule has been deleted: a worker that starts makes it again.']),
  ];
  return { exitCode: 0, json: { id, resumed: true, runs, triggered: isTriggered }, text: text.join('\n') };
}

function idsOf(runs: readonly { workflowId: string }[]): string[] {
  return runs.map(({ workflowId }) => workflowId);
}
