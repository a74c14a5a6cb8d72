import { createHash } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { ArchiveError } from '../domain/errors.js';
import type { Attachment, Item } from '../domain/item.js';
import type { BlobRef, StagedAttachment } from '../domain/ledger-entry.js';
import { REASONS } from '../domain/reasons.js';
import type { ArchiveItemInput } from '../domain/run.js';
import type { Source } from '../sources/source.js';
import { attachmentBlob, originalBlob, recordBlob } from '../storage/blob-names.js';
import { cancellation, type ArchiverDeps } from './deps.js';
import { digestOf, identityOf, recordBytes } from './records.js';
import type { RunContexts } from './run-context.js';
import { stageTarget } from './stage-target.js';
import type { StagedPages } from './staged-pages.js';

/** Tries after which bytes that never match their announcement count as unavailable, so that one attachment cannot hold up a run. */
const MAX_TRIES_OF_WRONG_BYTES = 5;

/**
 * The item's original, record and attachments, write-once into staging. What is recorded wins over what the source shows
 * now. Rejects with MalformedItem or OtherNetwork, after the record has been kept, and with ItemEncrypted after the
 * original has: its record is read again once there is a key.
 */
export function stageItem(deps: ArchiverDeps, contexts: RunContexts, pages: StagedPages) {
  return async function stageItem({ run, itemKey, record }: ArchiveItemInput): Promise<void> {
    if ((await deps.ledger.entry(itemKey)).staged) return;
    const { source, record: runRecord } = await contexts(run);
    if (!record)
      throw new ArchiveError(
        'Unexpected',
        'An open item has neither a staged record nor a page to take it from.',
      );
    const page = await pages.load(source, record.blob);
    const listed = page.records[record.index];
    const original = await stageOriginal(deps, source, itemKey, listed);
    refuseEncrypted(source, listed);
    const stored = await deps.staging.create(
      recordBlob(itemKey),
      recordBytes(page, record.index),
      'application/json',
    );
    // A try that broke off may have stored what the source said then, and everything is made from what is stored.
    const raw: unknown = stored.created
      ? listed
      : JSON.parse((await deps.staging.read(stored.blob)).toString());
    const item = readable(source, raw);
    const { account } = runRecord;
    const origin = { source, account, itemKey, page: record.blob };
    const target = item instanceof ArchiveError ? undefined : await stageTarget(deps, pages, item, origin);
    await deps.ledger.recordStaged(itemKey, {
      connectorId: run.connectorId,
      account,
      ...identityOf(source, raw),
      archivedTime: item instanceof ArchiveError ? null : item.archivedTime,
      record: { blob: stored.blob, sha256: stored.sha256, bytes: stored.bytes },
      ...(original && { original }),
      ...(target && { target }),
      recordDigest: digestOf(source, raw),
      attachments: item instanceof ArchiveError ? [] : await stageAttachments(deps, source, itemKey, item),
    });
    if (item instanceof ArchiveError) throw item;
  };
}

function readable(source: Source, raw: unknown): Item | ArchiveError {
  try {
    return source.parseItem(raw);
  } catch (error) {
    if (error instanceof ArchiveError && REASONS[error.code].fault === 'item') return error;
    throw error;
  }
}

/** Before anything is made of the record: what is staged stays, and a key that is there later would change nothing. */
function refuseEncrypted(source: Source, listed: unknown): void {
  const item = readable(source, listed);
  if (item instanceof ArchiveError && item.code === 'ItemEncrypted') throw item;
}

/** Undefined where the record is the original itself, or where the source no longer has it: the record is kept in any case. */
async function stageOriginal(
  deps: ArchiverDeps,
  source: Source,
  itemKey: string,
  listed: unknown,
): Promise<BlobRef | undefined> {
  if (source.openOriginal === undefined) return undefined;
  const kept = await deps.staging.find(originalBlob(itemKey));
  if (kept) return kept;
  try {
    const bytes = await source.openOriginal(listed, cancellation());
    const {
      blob,
      sha256,
      bytes: size,
    } = await deps.staging.create(originalBlob(itemKey), bytes, 'message/rfc822');
    return { blob, sha256, bytes: size };
  } catch (error) {
    if (isUnavailable(error)) return undefined;
    throw error;
  }
}

/** One after another: an item's attachments share the connection to one site, and memory stays flat. */
async function stageAttachments(
  deps: ArchiverDeps,
  source: Source,
  itemKey: string,
  item: Item,
): Promise<StagedAttachment[]> {
  const staged: StagedAttachment[] = [];
  for (const [index, attachment] of item.attachments.entries()) {
    const open = async () => await source.openAttachment(item, attachment, cancellation());
    staged.push(await stageAttachment(deps, attachment, attachmentBlob(itemKey, index), open));
    Context.current().heartbeat();
  }
  return staged;
}

async function stageAttachment(
  deps: ArchiverDeps,
  attachment: Attachment,
  blob: string,
  open: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<StagedAttachment> {
  // What an earlier try has stored was verified then: an item whose attachments take longer than one try still ends.
  const kept = await deps.staging.find(blob);
  if (kept) return { blob, sizeBytes: kept.bytes, sha256: kept.sha256 };
  try {
    const stored = await deps.staging.create(
      blob,
      verified(await open(), attachment.sha256),
      'application/octet-stream',
    );
    return { blob, sizeBytes: stored.bytes, sha256: stored.sha256 };
  } catch (error) {
    if (isUnavailable(error))
      return { blob: null, sizeBytes: attachment.sizeBytes, sha256: attachment.sha256 ?? null };
    throw error;
  }
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof ArchiveError)) return false;
  if (error.code === 'AttachmentUnavailable') return true;
  return error.code === 'AttachmentDamaged' && Context.current().info.attempt >= MAX_TRIES_OF_WRONG_BYTES;
}

/** Fails before the last byte is handed on where the bytes are not the announced ones: then nothing is committed. */
async function* verified(
  bytes: AsyncIterable<Uint8Array>,
  sha256: string | undefined,
): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
  if (sha256 !== undefined && hash.digest('hex') !== sha256) {
    throw new ArchiveError('AttachmentDamaged', 'An attachment has other bytes than its SHA-256 announces.');
  }
}
