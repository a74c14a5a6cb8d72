import type { Attachment } from '../item.js';

const KINDS: Record<NonNullable<Attachment['kind']>, string> = {
  image: 'image',
  video: 'video',
  audio: 'audio file',
  voice: 'voice note',
  document: 'document',
  sticker: 'sticker',
  'contact-card': 'contact',
};

/** What people call such an attachment. */
export function kindName(kind: Attachment['kind']): string {
  return kind === undefined ? 'file' : KINDS[kind];
}
