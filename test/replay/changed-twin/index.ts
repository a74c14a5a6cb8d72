// The workflows as somebody might change them without thinking of the runs under way. Replaying the corpus against
// them must fail, or the replay test proves nothing.
import { sleep } from '@temporalio/workflow';
import type { ArchiveItemInput, BackfillInput, ConnectorRunInput } from '../../../src/domain/run.js';
import * as real from '../../../src/workflows/index.js';

/** Waits a moment before each item, which the recorded runs did not. */
export async function archiveItem(input: ArchiveItemInput): Promise<unknown> {
  await sleep('1 second');
  return await real.archiveItem(input);
}

export async function connectorRun(input: ConnectorRunInput): Promise<unknown> {
  await sleep('1 second');
  return await real.connectorRun(input);
}

export async function backfill(input: BackfillInput): Promise<unknown> {
  await sleep('1 second');
  return await real.backfill(input);
}
