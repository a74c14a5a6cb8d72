import { createHash, randomBytes } from 'node:crypto';
import type { SandboxUser } from './directory.js';
import type { ExtendedProperties } from './extended-properties.js';
import { badRequest, GraphError, itemNotFound } from './graph-error.js';

export interface Folder {
  /** Constant, whatever the Prefer header says: folders have no immutable id. */
  id: string;
  parentId: string;
  displayName: string;
  isHidden: boolean;
  wellKnownName?: string;
}

export interface Address {
  name: string;
  address: string;
}

export interface StoredAttachment {
  id: string;
  name: string;
  contentType: string;
  isInline: boolean;
  contentId: string | null;
  bytes: Buffer;
  lastModifiedDateTime: string;
}

/** A message as Exchange keeps it. Times are ISO instants without fractions, as Graph returns them. */
export interface StoredMessage {
  /** Survives moves; shown only to calls with `Prefer: IdType="ImmutableId"`. */
  immutableId: string;
  /** Another one after each move. */
  mutableId: string;
  folderId: string;
  subject: string;
  from: Address | null;
  sender: Address | null;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  replyTo: Address[];
  body: { contentType: 'text' | 'html'; content: string };
  isDraft: boolean;
  isRead: boolean;
  importance: 'low' | 'normal' | 'high';
  categories: string[];
  createdDateTime: string;
  receivedDateTime: string;
  sentDateTime: string;
  itemClass: string;
  internetMessageId: string;
  internetMessageHeaders: { name: string; value: string }[];
  extendedProperties: ExtendedProperties;
  attachments: StoredAttachment[];
  /** How often it was changed since it was put in; a move shows in `mutableId`. */
  changes: number;
}

export type NewMessage = Omit<StoredMessage, 'immutableId' | 'mutableId' | 'folderId' | 'changes'>;

/** Ten visible ones, as a mailbox has them: one more folder and Graph's first page of 10 no longer shows all. */
const STANDARD_FOLDERS: [displayName: string, wellKnownName?: string][] = [
  ['Archive', 'archive'],
  ['Conversation History', 'conversationhistory'],
  ['Deleted Items', 'deleteditems'],
  ['Drafts', 'drafts'],
  ['Inbox', 'inbox'],
  ['Junk Email', 'junkemail'],
  ['Outbox', 'outbox'],
  ['RSS Feeds'],
  ['Sent Items', 'sentitems'],
  ['Sync Issues', 'syncissues'],
];

const ID = /^AA[Mk]k[\w-]+=$/;

/** One user's folders and messages, and whether the mailbox still takes any. */
export class Mailbox {
  readonly folders = new Map<string, Folder>();
  readonly root: Folder;
  isRevoked = false;
  isFull = false;
  readonly #messages = new Map<string, StoredMessage>();
  readonly #immutableIds = new Map<string, string>();
  readonly #appearedMs = new WeakMap<StoredMessage, number>();

  constructor(readonly user: SandboxUser) {
    this.isRevoked = !user.hasMailbox;
    this.root = { ...newFolder('Top of Information Store', ''), wellKnownName: 'msgfolderroot' };
    this.folders.set(this.root.id, this.root);
    for (const [displayName, wellKnownName] of STANDARD_FOLDERS)
      this.#addFolder({ ...newFolder(displayName, this.root.id), ...(wellKnownName && { wellKnownName }) });
  }

  /** By id or well-known name. Throws 404 `ErrorItemNotFound`, or 400 `ErrorInvalidIdMalformed` for what is neither. */
  folder(key: string): Folder {
    const wanted = key.toLowerCase();
    const found =
      this.folders.get(key) ?? [...this.folders.values()].find((each) => each.wellKnownName === wanted);
    if (found === undefined) throw missing(key);
    return found;
  }

  childrenOf(parent: Folder): Folder[] {
    return [...this.folders.values()]
      .filter((folder) => folder.parentId === parent.id)
      .toSorted(byDisplayName);
  }

  /** Hidden siblings count too: their name is taken though no list shows it. */
  createFolder(parent: Folder, displayName: string, isHidden = false): Folder {
    const isTaken = this.childrenOf(parent).some(
      (each) => each.displayName.toLowerCase() === displayName.toLowerCase(),
    );
    if (isTaken) throw folderExists(displayName);
    return this.#addFolder({ ...newFolder(displayName, parent.id), isHidden });
  }

  /** Takes the folder and whatever is in it out of the mailbox. */
  removeFolder(folder: Folder): void {
    for (const message of this.messages()) if (message.folderId === folder.id) this.remove(message);
    this.folders.delete(folder.id);
  }

  /** Throws 507 `ErrorQuotaExceeded` where the mailbox is full. */
  add(folder: Folder, content: NewMessage): StoredMessage {
    if (this.isFull)
      throw new GraphError(507, 'ErrorQuotaExceeded', 'Mailbox has exceeded maximum mailbox size.');
    const ids = { immutableId: newId('AAkk'), mutableId: newId('AAMk'), folderId: folder.id };
    const message = { ...content, ...ids, changes: 0 };
    this.#messages.set(message.immutableId, message);
    this.#immutableIds.set(message.mutableId, message.immutableId);
    this.#appearedMs.set(message, performance.now());
    return message;
  }

  /** In the order they were put in. */
  messages(): StoredMessage[] {
    return [...this.#messages.values()];
  }

  /** Those that the search index shows already. */
  indexedMessages(lagMs: number): StoredMessage[] {
    if (lagMs === 0) return this.messages();
    const shownUntil = performance.now() - lagMs;
    return this.messages().filter((message) => (this.#appearedMs.get(message) ?? 0) <= shownUntil);
  }

  /** By either id. Throws as `folder` does. */
  message(id: string): StoredMessage {
    const found = this.#messages.get(this.#immutableIds.get(id) ?? id);
    if (found === undefined) throw missing(id);
    return found;
  }

  move(message: StoredMessage, folder: Folder): void {
    this.#immutableIds.delete(message.mutableId);
    message.mutableId = newId('AAMk');
    message.folderId = folder.id;
    this.#immutableIds.set(message.mutableId, message.immutableId);
  }

  remove(message: StoredMessage): void {
    this.#immutableIds.delete(message.mutableId);
    this.#messages.delete(message.immutableId);
  }

  folderName(message: StoredMessage): string {
    return this.folders.get(message.folderId)?.displayName ?? '';
  }

  #addFolder(folder: Folder): Folder {
    this.folders.set(folder.id, folder);
    return folder;
  }
}

/** Another one after each change of the message. */
export function changeKeyOf({ mutableId, changes }: StoredMessage): string {
  return createHash('sha1').update(`${mutableId} ${changes}`).digest('base64');
}

/** Opaque and case-sensitive; like Graph's, it ends in a character that a URL need not escape but a form would. */
export function newId(prefix: 'AAMk' | 'AAkk'): string {
  return `${prefix}${randomBytes(42).toString('base64url')}=`;
}

function newFolder(displayName: string, parentId: string): Folder {
  return { id: newId('AAMk'), parentId, displayName, isHidden: false };
}

function byDisplayName(a: Folder, b: Folder): number {
  return a.displayName.localeCompare(b.displayName, 'en');
}

function missing(id: string): GraphError {
  return ID.test(id) ? itemNotFound() : badRequest('ErrorInvalidIdMalformed', 'Id is malformed.');
}

/** 400 in some reports, 409 in others; callers go by the code. */
function folderExists(displayName: string): GraphError {
  const message = `A folder with the specified name already exists., Could not create folder '${displayName}'.`;
  return new GraphError(409, 'ErrorFolderExists', message);
}
