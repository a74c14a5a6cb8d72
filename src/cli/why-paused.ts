import type { CliContext } from './context.js';

/** Why a run of the connector stands still, and the command that lets it go on. */
export async function whyPaused({ schedules }: CliContext, connectorId: string): Promise<string[]> {
  const { isPaused, note } = await schedules.readPause(connectorId);
  if (!isPaused)
    return ['It waits with its backfill.', `Next step: whatsapp-archiver backfill resume ${connectorId}`];
  return [note || 'No reason was given.', `Next step: whatsapp-archiver connector resume ${connectorId}`];
}
