import { createHash } from 'node:crypto';
import type { Item, Participant } from '../item.js';
import { cleanLine, shorten } from './clean-text.js';
import { groupName, identifier } from './people.js';

/**
 * First 6 of the 22 bytes of a conversation index (MS-OXOMSG 2.2.1.3): 0x01 and the 40 most significant bits of a
 * FILETIME. The time is 1 January 2020 for every thread, because no item knows when its thread began and the index must
 * not depend on which item is archived first.
 */
const INDEX_START = Buffer.from('0101d5c03669', 'hex');

/** Thread-Index: the same 22 bytes for every item of a thread of an account, by which Outlook holds it together. */
export function threadIndex(account: string, threadId: string): Uint8Array {
  const digest = createHash('sha256')
    .update(JSON.stringify([account, threadId]))
    .digest();
  return Buffer.concat([INDEX_START, digest.subarray(0, 16)]);
}

/**
 * Thread-Topic: the group's name, or the people of the chat in an order that does not change with who sends. The word in
 * front keeps a group "Lunch" apart from ordinary mail about lunch: Outlook also groups by topic.
 */
export function threadTopic(item: Item, recipients: readonly Participant[]): string {
  if (item.thread.type === 'group') return `WhatsApp: ${groupName(item.thread)}`;
  const people = new Set([item.sender, ...recipients].map(identifier));
  // By code unit: a locale's order could differ between two machines.
  const names = [...people]
    .toSorted()
    .map(cleanLine)
    .filter((name) => name !== '');
  return `WhatsApp: ${shorten(names.join(' and '), 200) || 'unknown'}`;
}
