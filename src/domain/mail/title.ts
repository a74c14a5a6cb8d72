import type { Item } from '../item.js';
import { kindName } from './kinds.js';
import { typeName } from './subject.js';

/** What the mail is about, in the words people have for it: "WhatsApp voice note". */
export function titleOf(item: Item): string {
  switch (item.recordType) {
    case 'message':
      return `WhatsApp ${contentName(item)}`;
    case 'edit':
      return 'Edited WhatsApp message';
    case 'deletion':
      return 'Deleted WhatsApp message';
    case 'call':
      return item.call === undefined ? 'WhatsApp call' : `WhatsApp ${item.call.media} call`;
    default:
      return `WhatsApp ${typeName(item.recordType).replace('-', ' ')}`;
  }
}

function contentName({ text = '', location, contacts, poll, attachments }: Item): string {
  if (poll) return 'poll';
  if (location) return 'location';
  if (contacts) return contacts.length === 1 ? 'contact' : 'contacts';
  const [first, ...others] = attachments;
  if (text !== '' || first?.kind === undefined) return 'message';
  return others.length === 0 ? kindName(first.kind) : 'message';
}
