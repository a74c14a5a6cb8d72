import type { CliContext } from './context.js';

/** Why a run of the connector stands still, and the command that lets it go on. */
export async function whyPaused({ schedules }: CliContext, connectorId: string): Promise<string[]> {
  const flag = await schedules.readPause(connectorId);
  if (flag?.isPaused === false)
    return ['It waits with its backfill.', `Next step: whatsapp-archiver backfill resume ${connectorId}`];
  const note = flag ? flag.note || 'No reason was given.' : 'The schedule that says why has been deleted.';
  return [note, `Next step: whatsapp-archiver connector resume ${connectorId}`];
}
