import type { ArchiveItemInput, ItemResult } from '../domain/run.js';
import { failureList } from './detail-lists.js';
import { paragraphs, plural } from './detail-text.js';

/** How far an item is; `copies` is null until its mailboxes are known. */
export interface ItemProgress {
  step: 'staging' | 'converting' | 'mapping' | 'importing' | 'ended';
  copies: number | null;
}

/** The Markdown that the Temporal UI shows on an item: its step, its copies and, where one failed, what to do. */
export function itemDetailsOf(
  { run, isOpenItem }: ArchiveItemInput,
  progress: ItemProgress,
  result: ItemResult,
): string {
  const { imported, partiallyImported: partial, skipped, failed } = result;
  return paragraphs(
    `### ${headline(progress, result)}`,
    progress.step === 'ended' ? '' : 'If that lasts, _Pending Activities_ says why: Last Failure.',
    [
      imported > 0 ? `- **${imported}** imported` : '',
      partial > 0 ? `- **${partial}** partially imported: the mail names what it lacks` : '',
      skipped > 0 ? `- **${skipped}** skipped: there already` : '',
      failed > 0 ? `- **${failed}** failed` : '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
    failureList(result.reasons),
    `Of connector \`${run.connectorId}\`${isOpenItem ? ', left open by an earlier run and taken up again' : ''}. What it is about stands in the report and in storage only.`,
  );
}

function headline({ step, copies }: ItemProgress, result: ItemResult): string {
  const done = result.imported + result.partiallyImported + result.skipped;
  switch (step) {
    case 'staging':
      return 'Step 1 of 4: its record and attachments into staging';
    case 'converting':
      return 'Step 2 of 4: its record into an e-mail';
    case 'mapping':
      return 'Step 3 of 4: its participants to mailboxes';
    case 'importing':
      return `Step 4 of 4: into its mailboxes, ${done + result.failed} of ${plural(copies ?? 0, 'copy', 'copies')} done`;
    case 'ended':
      return result.failed === 0
        ? `Archived: ${plural(done, 'copy is', 'copies are')} there`
        : `Ended: ${done} of ${plural(done + result.failed, 'copy is', 'copies are')} there`;
  }
}
