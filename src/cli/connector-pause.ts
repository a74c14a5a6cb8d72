import { pauseConnector } from '../operations/pause-connector.js';
import { resumeConnector, type Resumed } from '../operations/resume-connector.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { withContext } from './context.js';
import { actorOf } from './mapping-options.js';
import { reasonFrom } from './words.js';

/** Pauses the schedule and every run of the connector under way. The note of a pause in force stays. */
export async function connectorPause(
  id: string,
  options: GlobalOptions & { reason: string; by?: string },
): Promise<CommandResult> {
  const [reason, actor] = [reasonFrom(options), actorOf(options)];
  return await withContext(options, async (context) => {
    const { note, isNew, runs, isScheduled } = await pauseConnector(context, actor, {
      connectorId: id,
      reason,
    });
    const text = [
      `Connector ${id} ${isNew ? 'is paused' : 'was paused before'}: ${note}`,
      ...runs.map((workflowId) => `${workflowId} finishes what it has in hand, and waits.`),
      ...(isScheduled
        ? []
        : [
            'Its schedule has been deleted: a worker that starts makes it again, and these runs then pause it.',
          ]),
      `It goes on with: whatsapp-archiver connector resume ${id}`,
    ];
    return { exitCode: 0, json: { id, paused: true, note, runs }, text: text.join('\n') };
  });
}

/** Lets schedule and runs go on, and starts a daily run where none is under way. */
export async function connectorResume(
  id: string,
  options: GlobalOptions & { by?: string },
): Promise<CommandResult> {
  const actor = actorOf(options);
  return await withContext(options, async (context) =>
    resumed(id, await resumeConnector(context, actor, id)),
  );
}

function resumed(id: string, { runs, isTriggered, isScheduled }: Resumed): CommandResult {
  const text = [
    `Resumed connector ${id}.`,
    ...runs.map((workflowId) => `${workflowId} goes on.`),
    ...(isTriggered ? [`A daily run has been asked for. See it with: whatsapp-archiver runs ${id}`] : []),
    ...(isScheduled ? [] : ['Its schedule has been deleted: a worker that starts makes it again.']),
  ];
  return { exitCode: 0, json: { id, resumed: true, runs, triggered: isTriggered }, text: text.join('\n') };
}
