import { ArchiveError } from '../domain/errors.js';
import {
  cancelBackfill,
  pauseBackfill,
  resumeBackfill,
  type OpenBackfill,
} from '../operations/backfill-control.js';
import { connectorOf } from '../temporal/backfills.js';
import { withContext, type CliContext } from './context.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { actorOf } from './mapping-options.js';
import { reasonFrom } from './words.js';

interface ByOptions extends GlobalOptions {
  by?: string;
}

/** Of a backfill alone: the connector's daily runs go on. */
export async function backfillPause(
  id: string,
  options: ByOptions & { reason: string },
): Promise<CommandResult> {
  const [reason, actor] = [reasonFrom(options), actorOf(options)];
  return await withContext(options, async (context) => {
    const found = await theBackfill(context, id);
    await pauseBackfill(context, actor, { ...found, reason });
    const backfill = found.workflowId;
    const text =
      `Paused ${backfill}: it starts no further day, and those under way wait when their items in hand have ended.\n` +
      `Go on with: whatsapp-archiver backfill resume ${backfill}`;
    return { exitCode: 0, json: { backfill, paused: true }, text };
  });
}

export async function backfillResume(id: string, options: ByOptions): Promise<CommandResult> {
  const actor = actorOf(options);
  return await withContext(options, async (context) => {
    const found = await theBackfill(context, id);
    await resumeBackfill(context, actor, found);
    const backfill = found.workflowId;
    const text = `Resumed ${backfill}.\nSee its days with: whatsapp-archiver report ${backfill}`;
    return { exitCode: 0, json: { backfill, resumed: true }, text };
  });
}

/** What it has archived stays. The days under way report within seconds. */
export async function backfillCancel(id: string, options: GlobalOptions): Promise<CommandResult> {
  return await withContext(options, async (context) => {
    const found = await theBackfill(context, id);
    await cancelBackfill(context, actorOf({}), found);
    const backfill = found.workflowId;
    const text =
      `Canceled ${backfill}: what it has archived stays, and items that it had listed are left to the next run.\n` +
      `See how far it came with: whatsapp-archiver report ${backfill}`;
    return { exitCode: 0, json: { backfill, canceled: true }, text };
  });
}

/** By its workflow id, or by its connector where that has just one under way. Rejects with RunNotFound or InvalidArgument. */
async function theBackfill({ temporalBackfills, backfills }: CliContext, id: string): Promise<OpenBackfill> {
  const [first, ...others] = await temporalBackfills.open(id);
  if (first !== undefined && others.length === 0) return { connectorId: id, workflowId: first };
  if (first !== undefined) throw several([first, ...others]);
  if (await temporalBackfills.isOpen(id)) return { connectorId: connectorOf(id), workflowId: id };
  const ended = await backfills.find(id);
  throw ended ? over(ended.workflowId) : unknown(id);
}

function over(backfill: string): ArchiveError {
  return new ArchiveError('RunNotFound', `${backfill} is not under way any more.`, {
    nextStep: `See what it came to with: whatsapp-archiver report ${backfill}`,
  });
}

function unknown(id: string): ArchiveError {
  return new ArchiveError('RunNotFound', `No backfill ${id} is under way, and no connector ${id} has one.`, {
    nextStep: 'Give the id that `backfill` has printed, or a connector with a backfill under way.',
  });
}

function several(backfills: readonly string[]): ArchiveError {
  return new ArchiveError(
    'InvalidArgument',
    [`${backfills.length} backfills of it are under way:`, ...backfills].join('\n'),
    { nextStep: 'Name the one that is meant.' },
  );
}
