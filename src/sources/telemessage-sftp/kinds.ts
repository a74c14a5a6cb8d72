import type { Attachment } from '../../domain/item.js';

/** What TeleMessage or its customers call the kinds of record; nothing official says it, so that spelling counts for little. */
const RECORD_TYPES: Readonly<Record<string, readonly string[]>> = {
  message: ['message', 'msg', 'text', 'chat', 'im', 'whatsapp', 'whatsappmessage', 'whatsapparchiver'].concat(
    ['image', 'picture', 'photo', 'video', 'audio', 'voice', 'voicenote', 'document', 'file', 'media'],
    ['sticker', 'location', 'contact', 'contacts', 'poll', 'attachment', 'mms'],
  ),
  call: ['call', 'voicecall', 'videocall', 'phonecall', 'calllog', 'whatsappcall'],
  deletion: ['deletion', 'delete', 'deleted', 'deletedmessage', 'revoke', 'revoked'],
  edit: ['edit', 'edited', 'editedmessage', 'messageedit'],
  reaction: ['reaction', 'messagereaction', 'react'],
  'group-event': ['groupevent', 'groupupdate', 'groupchange', 'groupnotification', 'system', 'systemmessage'],
};
const BY_SYNONYM = new Map(
  Object.entries(RECORD_TYPES).flatMap(([type, synonyms]) => synonyms.map((synonym) => [synonym, type])),
);

/** Our record type for X-TELEMESSAGE-MessageType; one that we do not know is kept as it is. */
export function recordTypeOf(messageType: string): string {
  return BY_SYNONYM.get(messageType.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? messageType;
}

/** By the media type: WhatsApp sends voice notes as Ogg and stickers as WebP, and other audio and pictures as neither. */
export function attachmentKind(contentType: string, fileName: string): NonNullable<Attachment['kind']> {
  if (/^(?:text\/(?:x-)?vcard|text\/directory)$/.test(contentType) || /\.vcf$/i.test(fileName))
    return 'contact-card';
  if (contentType === 'image/webp') return 'sticker';
  if (contentType.startsWith('image/')) return 'image';
  if (contentType.startsWith('video/')) return 'video';
  if (/^audio\/(?:ogg|opus)$/.test(contentType)) return 'voice';
  return contentType.startsWith('audio/') ? 'audio' : 'document';
}
