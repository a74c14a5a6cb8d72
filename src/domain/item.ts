/** The record types of the site contract; any other is archived as it is. */
export const RECORD_TYPES: readonly string[] = [
  'message',
  'call',
  'deletion',
  'edit',
  'reaction',
  'group-event',
];

/** One WhatsApp message, call or event as a source reports it. Times are ISO 8601 instants in UTC. */
export interface Item {
  /** Stable and unique within the source account. */
  itemId: string;
  /** Grows when the source corrects its record; edits and deletions by people are items of their own. */
  revision: number;
  /** message, call, deletion, edit, reaction, group-event; any other value is archived as it is. */
  recordType: string;
  product: string;
  /** When it was sent or happened. */
  messageTime: string;
  /** When the source took it in. Windows run over this time. */
  archivedTime: string;
  /** `unknown` where the source does not say. */
  direction: 'inbound' | 'outbound' | 'unknown';
  thread: Thread;
  sender: Participant;
  recipients: Participant[];
  attachments: Attachment[];
  text?: string;
  forwarded?: boolean;
  quotedItemId?: string;
  location?: { latitude: number; longitude: number; name?: string; address?: string };
  contacts?: { name?: string; phoneNumbers?: string[] }[];
  poll?: { question: string; options: string[] };
  call?: Call;
  deletion?: Deletion;
  /** Without an id where the source does not say which message it was. */
  edit?: { editedItemId?: string };
  /** An empty or absent emoji is a reaction taken back. */
  reaction?: { targetItemId: string; emoji?: string };
  groupEvent?: { type: string; participants?: Participant[]; newName?: string };
  /** Headers under which the source delivered it, passed on as they are: their values are opaque to us. */
  sourceHeaders?: { name: string; value: string }[];
}

export interface Thread {
  threadId: string;
  type: 'direct' | 'group';
  name?: string;
}

/** At least one of phoneNumber, whatsAppId and userEmailAddress is there; a hidden number leaves only the WhatsApp id. */
export interface Participant {
  phoneNumber?: string;
  whatsAppId?: string;
  displayName?: string;
  /** TeleMessage's "User's Email address" property. */
  userEmailAddress?: string;
}

export interface Attachment {
  attachmentId: string;
  /** Written by a stranger: any Unicode, slashes, line breaks, no extension. */
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256?: string;
  kind?: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker' | 'contact-card';
  caption?: string;
}

export interface Call {
  callId: string;
  media: 'voice' | 'video';
  status: 'answered' | 'missed' | 'rejected' | 'busy' | 'failed';
  startTime: string;
  endTime?: string;
  durationSeconds?: number;
}

export interface Deletion {
  /** Absent where the source does not say which message it was. */
  deletedItemId?: string;
  deletedFor?: 'everyone' | 'me' | 'unknown';
  readState?: 'read' | 'unread' | 'unknown';
}

/** Sender first, then the recipients, then whoever a group event names: everyone who may get a copy. */
export function participantsOf(item: Item): Participant[] {
  return [item.sender, ...item.recipients, ...(item.groupEvent?.participants ?? [])];
}
