import type { Attachment, Call, Item } from '../../domain/item.js';
import type { ChatFile } from './files.js';
import type { Identity } from './people.js';
import type { ChatThread } from './threads.js';

/** A record as the contract has it. */
export type RawItem = Omit<Item, 'attachments'> & { network: 'WhatsApp'; attachments?: Attachment[] };

/** What is said; everything else of a record follows from who, where and when. */
export type Content = Pick<
  RawItem,
  'text' | 'forwarded' | 'quotedItemId' | 'location' | 'contacts' | 'poll' | 'deletion' | 'edit' | 'reaction'
>;

/** What happens, before it has a place in the day. */
export interface Draft {
  recordType: string;
  thread: ChatThread;
  sender: Identity;
  content?: Content;
  /** Its times follow from when it happens. */
  call?: Omit<Call, 'startTime' | 'endTime'>;
  groupEvent?: { type: string; newName?: string; participants?: Identity[] };
  files?: ChatFile[];
  /** The record as the source really sends it, where that is not as it should be. */
  distort?: (record: RawItem) => unknown;
  /** The truth: no reader can make an item of it. */
  isMalformed?: true;
}

/** A draft with its identity in the archive. */
export interface Entry extends Draft {
  itemId: string;
  revision: number;
}
