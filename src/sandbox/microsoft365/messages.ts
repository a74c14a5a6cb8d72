import type { Hono } from 'hono';
import { z } from 'zod';
import { attachmentSchema, attachmentView, refuseOtherKinds, storeAttachment } from './attachments.js';
import { createUploadSession } from './create-upload-session.js';
import { canonicalPropertyId } from './extended-properties.js';
import { folderOf } from './folders.js';
import { badRequest, itemNotFound, type GraphError } from './graph-error.js';
import { param, wantsImmutableIds, type MailContext } from './mail-call.js';
import type { Mailbox, StoredMessage } from './mailbox.js';
import { newMessage, parseBody, parseJson } from './message-body.js';
import { checkSize, sizeOf } from './message-size.js';
import { messageView, propertyOf, readExpand } from './message-view.js';
import { draftFromMime } from './mime.js';
import { parseFilter } from './odata.js';
import { patchMessage } from './patch-message.js';
import { collection, MAIL_PAGES, pick, readQuery } from './query.js';
import { limitBody } from './request-size.js';
import type { GraphEnv } from './requests.js';
import type { Tenant } from './state.js';

const LIST_OPTIONS = ['$top', '$skip', '$filter', '$select', '$expand', '$orderby', '$count'];

const FORMS = {
  internetMessageId: 'internetMessageId eq {value}',
  property: 'singleValueExtendedProperties/[Aa]ny({v}:{v}/id eq {id} and {v}/value eq {value})',
};

type Mail = Hono<GraphEnv & { Variables: { mailbox: Mailbox } }>;

/** Messages of the whole mailbox and of one folder answer to the same calls. */
export function messageRoutes(mail: Mail, tenant: Tenant): void {
  const limit = limitBody(tenant);
  for (const base of ['/messages', '/mailFolders/:folder/messages']) {
    const one = `${base}/:message`;
    mail.get(base, (c) => listMessages(c, tenant));
    mail.post(base, limit, (c) => createMessage(c, tenant));
    mail.get(one, (c) => getMessage(c));
    mail.patch(one, limit, (c) => patch(c));
    mail.delete(one, (c) => deleteMessage(c));
    mail.post(`${one}/move`, limit, (c) => moveMessage(c));
    mail.get(`${one}/attachments`, (c) => listAttachments(c));
    mail.post(`${one}/attachments`, limit, (c) => addAttachment(c, tenant));
    mail.get(`${one}/attachments/:attachment`, (c) => getAttachment(c));
    mail.post(`${one}/attachments/createUploadSession`, limit, (c) =>
      createUploadSession(c, tenant, messageOf(c)),
    );
  }
}

function listMessages(c: MailContext, { settings }: Tenant): Response {
  const query = readQuery(c, { options: LIST_OPTIONS, ...MAIL_PAGES });
  const mailbox = c.get('mailbox');
  const folderId = c.req.param('folder') === undefined ? undefined : folderOf(c).id;
  const matches = query.filter === undefined ? () => true : messageFilter(query.filter);
  const found = mailbox
    .indexedMessages(settings.searchLagMs)
    .filter((message) => (folderId === undefined || message.folderId === folderId) && matches(message))
    .toSorted(readOrder(query.orderby, query.filter));
  const options = viewOptions(c, query);
  return c.json(collection(c, found, query, (message) => messageView(message, options)));
}

/**
 * A MIME body always gives a draft, in Drafts. Only `/messages` takes one: the folder's page documents JSON alone, and
 * those who tried say the same (glenscales.substack.com, work-around-for-importing-mime-messages).
 */
async function createMessage(c: MailContext, tenant: Tenant): Promise<Response> {
  const mailbox = c.get('mailbox');
  const hasFolder = c.req.param('folder') !== undefined;
  const folder = hasFolder ? folderOf(c) : mailbox.folder('drafts');
  const contentType = c.req.header('content-type');
  const text = await c.req.text();
  const isMime = !hasFolder && /^text\/plain(;|$)/i.test(contentType ?? '');
  const content = isMime ? draftFromMime(text) : newMessage(parseJson(contentType, text));
  checkSize(sizeOf(content), tenant);
  return c.json(messageView(mailbox.add(folder, content), viewOptions(c, {})), 201);
}

function getMessage(c: MailContext): Response {
  const query = readQuery(c, { options: ['$select', '$expand'], ...MAIL_PAGES });
  return c.json(messageView(messageOf(c), viewOptions(c, query)));
}

async function patch(c: MailContext): Promise<Response> {
  const message = messageOf(c);
  patchMessage(message, parseJson(c.req.header('content-type'), await c.req.text()));
  message.changes += 1;
  return c.json(messageView(message, viewOptions(c, {})));
}

/** Out of sight for every call that the sandbox has; Exchange would keep it in Recoverable Items for a while. */
function deleteMessage(c: MailContext): Response {
  c.get('mailbox').remove(messageOf(c));
  return c.body(null, 204);
}

async function moveMessage(c: MailContext): Promise<Response> {
  const schema = z.strictObject({ destinationId: z.string() });
  const json = parseJson(c.req.header('content-type'), await c.req.text());
  const { destinationId } = parseBody(schema, json, 'microsoft.graph.move');
  const [mailbox, message] = [c.get('mailbox'), messageOf(c)];
  mailbox.move(message, mailbox.folder(destinationId));
  return c.json(messageView(message, viewOptions(c, {})), 201);
}

const ATTACHMENT = { type: 'microsoft.graph.attachment', code: 'RequestBroker--ParseUri' };

function listAttachments(c: MailContext): Response {
  const query = readQuery(c, { options: ['$select', '$top', '$skip'], defaultTop: 1000, maxTop: 1000 });
  const view = (each: StoredMessage['attachments'][number]): object => {
    const whole = attachmentView(each);
    return pick(whole, query.select ?? Object.keys(whole), { ...ATTACHMENT, always: ['@odata.type', 'id'] });
  };
  return c.json(collection(c, messageOf(c).attachments, query, view));
}

function getAttachment(c: MailContext): Response {
  const wanted = param(c, 'attachment');
  const found = messageOf(c).attachments.find(({ id }) => id === wanted);
  if (found === undefined) throw itemNotFound();
  return c.json(attachmentView(found));
}

/**
 * Taken on a message that is no draft too: tools do so today, and whether the enforcement of 2026-12-31 ends it is not
 * known. Nothing should rest on it before a real tenant has been asked.
 */
async function addAttachment(c: MailContext, tenant: Tenant): Promise<Response> {
  const json = parseJson(c.req.header('content-type'), await c.req.text());
  refuseOtherKinds(json);
  const attachment = storeAttachment(parseBody(attachmentSchema, json, 'microsoft.graph.fileAttachment'));
  const message = messageOf(c);
  checkSize(sizeOf(message) + attachment.bytes.length, tenant);
  message.attachments.push(attachment);
  message.changes += 1;
  return c.json(attachmentView(attachment), 201);
}

/** Under a folder's path only what lies in that folder. */
function messageOf(c: MailContext): StoredMessage {
  const message = c.get('mailbox').message(param(c, 'message'));
  if (c.req.param('folder') !== undefined && folderOf(c).id !== message.folderId) throw itemNotFound();
  return message;
}

/**
 * Both compare without regard to case, the property's name with (singlevaluelegacyextendedproperty-get). Only String
 * properties: others need `cast(ep/value, …)`, which nothing here uses.
 */
function messageFilter(filter: string): (message: StoredMessage) => boolean {
  const [clause, ...others] = parseFilter(filter, FORMS) ?? [];
  if (clause === undefined || others.length > 0) throw invalidFilter();
  const wanted = clause.value.toLowerCase();
  if (clause.form === 'internetMessageId')
    return (message) => message.internetMessageId.toLowerCase() === wanted;
  const id = canonicalPropertyId(clause.id);
  if (!id.startsWith('String ')) throw invalidFilter();
  return (message) => propertyOf(message, id)?.toLowerCase() === wanted;
}

type Order = (a: StoredMessage, b: StoredMessage) => number;

/** Newest first unless asked. A sort order beside a filter must repeat its properties there, which ours cannot. */
function readOrder(orderby: string | undefined, filter: string | undefined): Order {
  if (orderby !== undefined && filter !== undefined)
    throw badRequest('InefficientFilter', 'The restriction or sort order is too complex for this operation.');
  const [, direction] = /^receivedDateTime(?: (asc|desc))?$/.exec(orderby ?? 'receivedDateTime desc') ?? [
    '',
    'none',
  ];
  if (direction === 'none')
    throw badRequest('ErrorInvalidUrlQuery', 'This sandbox sorts by receivedDateTime only.');
  const sign = direction === 'desc' ? -1 : 1;
  return (a, b) => sign * a.receivedDateTime.localeCompare(b.receivedDateTime, 'en');
}

function viewOptions(
  c: MailContext,
  { select, expand }: { select?: string[]; expand?: string },
): Parameters<typeof messageView>[1] {
  const isImmutableId = wantsImmutableIds(c);
  return { isImmutableId, ...(select && { select }), expand: readExpand(expand) };
}

function invalidFilter(): GraphError {
  return badRequest('ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.');
}
