/** A record as the site delivers it, with all that every record must have, and whatever a test wants different. */
export function aRecord(changes: object = {}): Record<string, unknown> {
  return {
    itemId: 'item-1',
    revision: 0,
    recordType: 'message',
    network: 'WhatsApp',
    product: 'whatsapp-phone-archiver',
    messageTime: '2026-11-20T09:00:00+01:00',
    archivedTime: '2026-11-20T09:00:05Z',
    direction: 'outbound',
    thread: { threadId: 'thread-1', type: 'direct' },
    sender: { phoneNumber: '+447700900123' },
    recipients: [{ whatsAppId: '98765432101234@lid' }],
    ...changes,
  };
}
