import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import type { GraphAttachments } from './attachments.js';
import type { Folders } from './folders.js';
import { segment, type GraphClient } from './graph-client.js';
import { isNotFound } from './graph-errors.js';
import { CREATE_DEADLINE_MS, LOOK_UP_DEADLINE_MS, MAX_CREATE_BYTES } from './limits.js';
import type { MailboxLimiter } from './mailbox-limiter.js';
import { MARKER_PROPERTY, messageJson } from './message-json.js';
import type { Mailboxes, MailboxCopy } from './microsoft365.js';
import { odataString } from './odata.js';

const message = z.object({ id: z.string().min(1) });

export class GraphMailboxes implements Mailboxes {
  constructor(
    private readonly graph: GraphClient,
    private readonly limiter: MailboxLimiter,
    private readonly folders: Folders,
    private readonly attachments: GraphAttachments,
  ) {}

  listAttachments: Mailboxes['listAttachments'] = (mail, signal) => this.attachments.list(mail, signal);

  attach: Mailboxes['attach'] = (mail, file, claim, signal) =>
    this.attachments.add(mail, file, claim, signal);

  async findCopies(mailbox: string, marker: string, signal: AbortSignal): Promise<string[]> {
    const property = `ep/id eq ${odataString(MARKER_PROPERTY)} and ep/value eq ${odataString(marker)}`;
    const call = {
      doing: 'looking for a copy',
      // The whole mailbox, not the folder: people move mail.
      path: `/users/${segment(mailbox)}/messages`,
      query: { $filter: `singleValueExtendedProperties/Any(ep: ${property})`, $select: 'id' },
      deadlineMs: LOOK_UP_DEADLINE_MS,
      answer: message,
    };
    const found = await this.limiter.run(mailbox, signal, () => this.graph.list(call, signal));
    return found.map(({ id }) => id);
  }

  async createCopy(
    mailbox: string,
    folder: string,
    copy: MailboxCopy,
    claim: () => Promise<void>,
  ): Promise<string> {
    const body = JSON.stringify(messageJson(copy));
    const bytes = Buffer.byteLength(body);
    if (bytes > MAX_CREATE_BYTES)
      throw new ArchiveError(
        'ItemTooLarge',
        `The body of the mail makes a request of ${bytes} bytes; Graph takes ${MAX_CREATE_BYTES}, whatever the limits of the connector are.`,
      );
    const { signal } = new AbortController();
    const folderId = await this.folders.ensure(mailbox, folder, signal);
    return this.limiter.upload(mailbox, bytes, signal, async () => {
      // A login that fails must fail while it is still clear that nothing was sent.
      await this.graph.logIn(signal);
      await claim();
      try {
        return await this.post(mailbox, folderId, body, signal);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        this.folders.forget(mailbox, folder, folderId);
        throw new ArchiveError('FolderGone', error.message);
      }
    });
  }

  private async post(mailbox: string, folderId: string, body: string, signal: AbortSignal): Promise<string> {
    const call = {
      doing: 'creating a copy',
      path: `/users/${segment(mailbox)}/mailFolders/${segment(folderId)}/messages`,
      body,
      deadlineMs: CREATE_DEADLINE_MS,
      answer: message,
    };
    return (await this.graph.send(call, signal)).id;
  }
}
