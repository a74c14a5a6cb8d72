import { countAttached } from '../domain/attached.js';
import type { Copy } from '../domain/copies.js';
import { ArchiveError } from '../domain/errors.js';
import type { ReasonCode } from '../domain/reasons.js';
import { SLICE_DEADLINE_MS } from '../microsoft365/limits.js';
import type { MailRef } from '../microsoft365/microsoft365.js';
import type { CopyChange } from '../storage/ledger.js';
import { budgetFor, CopyClaim } from './copy-claim.js';
import { endOf, endState } from './create-copy.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import type { CopyWork } from './mailbox-copy.js';
import { stagedFile } from './staged-file.js';

/** Renewed before each request, so that of two who take each other for dead only one goes on. */
const ATTACHING: CopyChange = { state: 'attaching', budgetMs: budgetFor(SLICE_DEADLINE_MS) };

/**
 * Adds to a mail what did not go along with its creation, one attachment after another, and ends the copy. `isFresh`:
 * this attempt has just created the mail; otherwise the mailbox is asked what it has. They come by size, so that a refusal
 * as too large holds for all that follow. A mail that it meets, or that somebody has changed or removed, ends partial with
 * what it has. Where this rejects the copy stays
 * `attaching`, and whoever comes next goes on.
 */
export async function attachLater(
  deps: ArchiverDeps,
  work: CopyWork,
  copy: Copy,
  isFresh: boolean,
): Promise<Copy> {
  const claim = new CopyClaim(deps.ledger, copy);
  const mail = mailOf(copy);
  let attached = work.inline.length;
  try {
    if (!isFresh) attached = await countThere(deps, work, mail);
    for (const attachment of work.later.slice(attached - work.inline.length)) {
      const file = stagedFile(deps.staging, attachment);
      await deps.mailboxes.attach(mail, file, () => claim.make(ATTACHING), cancellation());
      attached += 1;
    }
    return await claim.change({ ...endState(work), ...endOf(work) });
  } catch (error) {
    const reason = finalReason(error);
    if (reason !== undefined)
      return await claim.change({ state: 'partial', ...endOf(work), reason, attached });
    if (claim.isMade && !mayStillArrive(error)) await free(claim);
    throw error;
  }
}

function mailOf({ mailbox, graphId }: Copy): MailRef {
  if (graphId === undefined)
    throw new ArchiveError('Unexpected', 'A copy that gets attachments has no mail.');
  return { mailbox, id: graphId };
}

/** What is there already is not added a second time, whichever attempt it is from. */
async function countThere(deps: ArchiverDeps, { inline, later }: CopyWork, mail: MailRef): Promise<number> {
  const wanted = [...inline, ...later].map(({ fileName: name, sizeBytes }) => ({ name, sizeBytes }));
  const found = await deps.mailboxes.listAttachments(mail, cancellation());
  const count = countAttached(wanted, found);
  if (count !== undefined && count >= inline.length) return count;
  throw new ArchiveError(
    'CopyDiffers',
    `The mail has ${found.length} attachments, not the first of its ${wanted.length}.`,
  );
}

/** Trying again would only meet the same. */
function finalReason(error: unknown): ReasonCode | undefined {
  if (!(error instanceof ArchiveError)) return undefined;
  if (error.code === 'ItemTooLarge') return 'AttachmentTooLarge';
  return error.code === 'CopyDiffers' ? error.code : undefined;
}

function mayStillArrive(error: unknown): boolean {
  return error instanceof ArchiveError && error.code === 'GraphUnreachable';
}

/** A courtesy that spares the next attempt its wait; where storage is what failed, it waits. */
async function free(claim: CopyClaim): Promise<void> {
  await claim.change({ state: 'attaching', budgetMs: 0 }).catch(() => undefined);
}
