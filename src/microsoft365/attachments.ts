import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import { segment, type GraphClient } from './graph-client.js';
import { GraphFault, isNotFound } from './graph-errors.js';
import { CREATE_DEADLINE_MS, LOOK_UP_DEADLINE_MS, MAX_INLINE_BYTES } from './limits.js';
import type { MailboxLimiter } from './mailbox-limiter.js';
import { attachmentJson } from './message-json.js';
import type { FileToAttach, Mailboxes, MailRef } from './microsoft365.js';
import { UploadSession } from './upload-session.js';
import { sendThrough, type Turns } from './upload.js';

/** Sessions lost one after another: what ends them will end the next one too. */
const MAX_SESSIONS = 3;
const MAX_LISTED = '200';

const listed = z.object({ name: z.string(), size: z.number() });
const opened = z.object({ uploadUrl: z.url({ protocol: /^https$/ }) });
const made = z.object({ id: z.string().min(1) });

type Claim = () => Promise<void>;

/** Attachments of mails that are there already (learn.microsoft.com/graph/outlook-large-attachments). */
export class GraphAttachments {
  constructor(
    private readonly graph: GraphClient,
    private readonly limiter: MailboxLimiter,
  ) {}

  list: Mailboxes['listAttachments'] = async (mail, signal) => {
    const call = {
      doing: 'listing the attachments of a copy',
      path: pathOf(mail),
      query: { $select: 'id,name,size', $top: MAX_LISTED },
      deadlineMs: LOOK_UP_DEADLINE_MS,
      answer: listed,
    };
    const found = await this.limiter
      .run(mail.mailbox, signal, () => this.graph.list(call, signal))
      .catch(rethrowGone);
    return found.map(({ name, size }) => ({ name, sizeBytes: size }));
  };

  /** Below 3 MB Graph opens no session, above it takes no single request; where exactly is for Graph to say. */
  add: Mailboxes['attach'] = async (mail, file, claim, signal) => {
    const isSmall = file.attachment.sizeBytes <= MAX_INLINE_BYTES;
    await (
      isSmall
        ? this.post(mail, file, claim, signal)
        : this.upload(mail, file, claim, signal).catch(async (error: unknown) => {
            if (!isTooSmall(error)) throw error;
            await this.post(mail, file, claim, signal);
          })
    ).catch(rethrowGone);
  };

  private async post(mail: MailRef, file: FileToAttach, claim: Claim, signal: AbortSignal): Promise<void> {
    const bytes = await file.read(0, file.attachment.sizeBytes);
    const body = JSON.stringify(attachmentJson(file.attachment, bytes));
    const call = {
      doing: 'adding an attachment',
      path: pathOf(mail),
      body,
      deadlineMs: CREATE_DEADLINE_MS,
      answer: made,
    };
    const never = new AbortController().signal;
    await this.limiter.upload(mail.mailbox, Buffer.byteLength(body), signal, async () => {
      await this.graph.logIn(never);
      await claim();
      await this.graph.send(call, never);
    });
  }

  private async upload(mail: MailRef, file: FileToAttach, claim: Claim, signal: AbortSignal): Promise<void> {
    const turns = this.turnsAt(mail, claim, signal);
    for (let tries = 0; tries < MAX_SESSIONS; tries += 1) {
      const session = await this.openSession(mail, file, signal);
      if (await sendThrough(session, file, turns, signal)) return;
    }
    throw new ArchiveError('GraphRefused', `Microsoft Graph ended ${MAX_SESSIONS} upload sessions early.`);
  }

  private turnsAt({ mailbox }: MailRef, claim: Claim, signal: AbortSignal): Turns {
    return {
      write: (bytes, request) =>
        this.limiter.upload(mailbox, bytes, signal, async () => {
          await claim();
          return await request();
        }),
      read: (request) => this.limiter.run(mailbox, signal, request),
    };
  }

  private async openSession(
    mail: MailRef,
    { attachment }: FileToAttach,
    signal: AbortSignal,
  ): Promise<UploadSession> {
    const { fileName: name, contentType, sizeBytes: size } = attachment;
    const call = {
      doing: 'opening an upload session',
      path: `${pathOf(mail)}/createUploadSession`,
      body: { AttachmentItem: { attachmentType: 'file', name, contentType, size } },
      deadlineMs: LOOK_UP_DEADLINE_MS,
      answer: opened,
    };
    const { uploadUrl } = await this.limiter.run(mail.mailbox, signal, () => this.graph.send(call, signal));
    return new UploadSession(uploadUrl);
  }
}

function pathOf({ mailbox, id }: MailRef): string {
  return `/users/${segment(mailbox)}/messages/${segment(id)}/attachments`;
}

function isTooSmall(error: unknown): boolean {
  return (
    error instanceof GraphFault && error.graphCode === 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize'
  );
}

function rethrowGone(error: unknown): never {
  if (!isNotFound(error)) throw error;
  throw new ArchiveError('CopyDiffers', 'The mail is no longer in the mailbox.');
}
