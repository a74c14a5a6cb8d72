import { ArchiveError } from '../../domain/errors.js';

const MAX_ID_CHARACTERS = 1024;

/** The path of an attachment. Throws AttachmentUnavailable where the ids would ask for something else. */
export function attachmentPath(itemId: string, attachmentId: string): string {
  const [item, attachment] = [segment(itemId), segment(attachmentId)];
  return `/rest/v1/archive/items/${item}/attachments/${attachment}`;
}

/** URLs drop `.` and `..` even when they are escaped, which would turn one call into another. */
function segment(id: string): string {
  if (id.length <= MAX_ID_CHARACTERS && !/^\.{1,2}$/.test(id)) {
    try {
      return encodeURIComponent(id);
    } catch {
      // A lone surrogate is no character, and so no part of a URL.
    }
  }
  throw new ArchiveError(
    'AttachmentUnavailable',
    'An attachment cannot be asked for by the ids of its record.',
  );
}
