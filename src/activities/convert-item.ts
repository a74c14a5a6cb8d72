import { sourceAddress } from '../domain/mail/people.js';
import type { RunRef } from '../domain/run.js';
import { CONVERTER_VERSION, emlOf } from '../eml/eml.js';
import { mailBlob } from '../storage/blob-names.js';
import type { ArchiverDeps } from './deps.js';
import { mailOf, type StoredItems } from './item-mail.js';

/** The archival original: an .eml with the source's view of addresses and every attachment, the same bytes every time. */
export function convertItem(deps: ArchiverDeps, items: StoredItems) {
  return async function convertItem({ run, itemKey }: { run: RunRef; itemKey: string }): Promise<void> {
    if ((await deps.ledger.entry(itemKey)).converted.has(CONVERTER_VERSION)) return;
    const stored = await items(run, itemKey);
    const mail = mailOf(stored, { attachments: stored.attachments, addressOf: sourceAddress });
    const eml = emlOf(mail, (attachment) => readBlob(deps, attachment.blob));
    const { blob, sha256, bytes } = await deps.staging.create(
      mailBlob(itemKey, CONVERTER_VERSION),
      eml,
      'message/rfc822',
    );
    await deps.ledger.recordConverted(itemKey, CONVERTER_VERSION, { blob, sha256, bytes });
  };
}

async function* readBlob(deps: ArchiverDeps, blob: string | null): AsyncIterable<Uint8Array> {
  if (blob !== null) yield* await deps.staging.openStream(blob);
}
