import type { Item, Participant } from '../../src/domain/item.js';

export const ann: Participant = {
  phoneNumber: '+44 7700 900123',
  displayName: 'Ann Example',
  userEmailAddress: 'ann@contoso.example',
};
export const bob: Participant = { whatsAppId: '447700900456@s.whatsapp.net', displayName: 'Bob Builder' };
/** Has a hidden number. */
export const carol: Participant = { whatsAppId: '98765432101234@lid', displayName: 'Carol' };

/** A message from Ann to Bob, with whatever a test wants different. */
export function anItem(changes: Partial<Item> = {}): Item {
  return {
    itemId: '3EB0C767D26A1B2F4E',
    revision: 0,
    recordType: 'message',
    product: 'whatsapp-phone-archiver',
    messageTime: '2026-03-03T09:15:27.123Z',
    archivedTime: '2026-03-03T09:16:02Z',
    direction: 'outbound',
    thread: { threadId: 'thread-1', type: 'direct' },
    sender: ann,
    recipients: [bob],
    attachments: [],
    ...changes,
  };
}

export const salesGroup: Item['thread'] = {
  threadId: '120363041234@g.us',
  type: 'group',
  name: 'Sales Group',
};
