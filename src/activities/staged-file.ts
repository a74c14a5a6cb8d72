import { createHash } from 'node:crypto';
import { ArchiveError } from '../domain/errors.js';
import type { MailAttachment } from '../domain/mail.js';
import type { FileToAttach } from '../microsoft365/microsoft365.js';
import type { Staging } from '../storage/staging.js';

/**
 * An attachment's bytes in staging, range by range, so that a large one is never in memory as a whole. Its last range is
 * handed out only where all of them together have the recorded SHA-256; otherwise reading it rejects with Unexpected, and
 * so does reading past bytes that nobody has asked for yet: they would be in no hash.
 */
export function stagedFile(staging: Staging, attachment: MailAttachment): FileToAttach {
  const { sizeBytes, sha256 } = attachment;
  const hash = createHash('sha256');
  let hashedBytes = 0;
  return {
    attachment,
    async read(offset, length) {
      if (offset > hashedBytes)
        throw new ArchiveError('Unexpected', 'An attachment is not read from its start, range by range.');
      const bytes = await rangeOf(staging, attachment, offset, length);
      const newBytes = bytes.subarray(Math.max(hashedBytes - offset, 0));
      hash.update(newBytes);
      hashedBytes += newBytes.length;
      // A copy, because a digest ends its hash, and the last range may be asked for again.
      if (hashedBytes === sizeBytes && hash.copy().digest('hex') !== sha256)
        throw new ArchiveError('Unexpected', 'Storage: an attachment does not have its recorded SHA-256.');
      return bytes;
    },
  };
}

/** From staging, or from the mail itself where we have made the attachment. */
async function rangeOf(
  staging: Staging,
  { blob, content }: MailAttachment,
  offset: number,
  length: number,
): Promise<Buffer> {
  if (content !== undefined) return Buffer.from(content).subarray(offset, offset + length);
  if (blob !== null) return await staging.readRange(blob, offset, length);
  throw new ArchiveError('Unexpected', 'An attachment without bytes cannot be added.');
}
