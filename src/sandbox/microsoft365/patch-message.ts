import { GraphError } from './graph-error.js';
import type { StoredMessage } from './mailbox.js';
import {
  DRAFT_ONLY,
  messageSchema,
  parseBody,
  toAddress,
  toAddresses,
  type MessageBody,
} from './message-body.js';

/** PidTagMessageFlags and the times: an update answers 200 and changes nothing (several projects, real tenants). */
const WITHOUT_EFFECT = /^(Integer 0x0*e07|SystemTime 0x0*(e06|39))$/i;

/**
 * Changes what an update may change. On a message that is no draft the sensitive properties are refused with 403
 * `ErrorAccessDenied`: Graph enforces that from 2026-12-31 for apps without Mail-Advanced.ReadWrite, and what must work
 * then had better work now.
 */
export function patchMessage(message: StoredMessage, json: unknown): void {
  const body = parseBody(messageSchema, json, 'microsoft.graph.message');
  if (!message.isDraft && DRAFT_ONLY.some((name) => Object.hasOwn(body, name)))
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  for (const { id, value } of body.singleValueExtendedProperties ?? [])
    if (!WITHOUT_EFFECT.test(id)) message.extendedProperties.set(id, value);
  Object.assign(message, plainChanges(body), addressChanges(body));
}

function plainChanges(body: MessageBody): Partial<StoredMessage> {
  return {
    ...(typeof body.subject === 'string' && { subject: body.subject }),
    ...(body.body && {
      body: { contentType: body.body.contentType ?? 'text', content: body.body.content ?? '' },
    }),
    ...(typeof body.internetMessageId === 'string' && { internetMessageId: body.internetMessageId }),
    ...(body.isRead !== undefined && { isRead: body.isRead }),
    ...(body.importance && { importance: body.importance }),
    ...(body.categories && { categories: body.categories }),
  };
}

function addressChanges(body: MessageBody): Partial<StoredMessage> {
  return {
    ...(body.from && { from: toAddress(body.from) }),
    ...(body.sender && { sender: toAddress(body.sender) }),
    ...(body.toRecipients && { to: toAddresses(body.toRecipients) }),
    ...(body.ccRecipients && { cc: toAddresses(body.ccRecipients) }),
    ...(body.bccRecipients && { bcc: toAddresses(body.bccRecipients) }),
    ...(body.replyTo && { replyTo: toAddresses(body.replyTo) }),
  };
}
