import { randomBytes } from 'node:crypto';
import { changeKeyOf, newId, type Mailbox, type StoredAttachment, type StoredMessage } from './mailbox.js';

/** What the caller announced: the attachment without its bytes. */
export type AnnouncedAttachment = Omit<StoredAttachment, 'id' | 'bytes' | 'lastModifiedDateTime'> & {
  sizeBytes: number;
};

/** One attachment on its way up, in slices, to one message. */
export interface UploadSession {
  readonly id: string;
  /** The caller's only right to it: whoever has the address may write. */
  readonly token: string;
  readonly mailbox: Mailbox;
  readonly message: StoredMessage;
  readonly announced: AnnouncedAttachment;
  /** The message's change key when the session was opened; a message changed since takes no more slices. */
  readonly changeKey: string;
  readonly expiresAt: number;
  readonly slices: Buffer[];
  receivedBytes: number;
}

/** The sessions that are open, on any message. Bytes of one that expires or is deleted are gone. */
export class UploadSessions {
  readonly #open = new Map<string, UploadSession>();

  open(
    mailbox: Mailbox,
    message: StoredMessage,
    announced: AnnouncedAttachment,
    lifetimeMs: number,
  ): UploadSession {
    const session = {
      id: newId('AAMk'),
      token: randomBytes(48).toString('base64url'),
      mailbox,
      message,
      announced,
      changeKey: changeKeyOf(message),
      expiresAt: Date.now() + lifetimeMs,
      slices: [],
      receivedBytes: 0,
    };
    this.#open.set(session.id, session);
    return session;
  }

  find(id: string): UploadSession | undefined {
    const session = this.#open.get(id);
    if (session === undefined || Date.now() < session.expiresAt) return session;
    this.close(session);
    return undefined;
  }

  close(session: UploadSession): void {
    this.#open.delete(session.id);
  }

  /** As if their time were over. */
  expireAll(): void {
    this.#open.clear();
  }

  get count(): number {
    return this.#open.size;
  }
}
