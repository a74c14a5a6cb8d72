import { createHash } from 'node:crypto';
import { attachmentView } from './attachments.js';
import { canonicalPropertyId } from './extended-properties.js';
import { badRequest } from './graph-error.js';
import { changeKeyOf, type Address, type StoredMessage } from './mailbox.js';
import { parseFilter, splitTopLevel } from './odata.js';
import { pick } from './query.js';

const MSGFLAG_READ = 0x1;
const MSGFLAG_UNSENT = 0x8;

/** Shown only where `$select` asks for it (learn.microsoft.com/graph/api/resources/message). */
const ONLY_ON_SELECT = new Set(['internetMessageHeaders']);

export interface MessageViewOptions {
  isImmutableId: boolean;
  select?: readonly string[];
  expand?: Expansion;
}

export interface Expansion {
  hasAttachments: boolean;
  /** Canonical ids. */
  properties: string[];
}

/** As Graph returns it. Extended properties and attachments are there only where they are expanded. */
export function messageView(message: StoredMessage, options: MessageViewOptions): Record<string, unknown> {
  const whole = wholeMessage(message, options.isImmutableId);
  const names = options.select ?? Object.keys(whole).filter((name) => !ONLY_ON_SELECT.has(name));
  const rules = {
    type: 'microsoft.graph.message',
    code: 'RequestBroker--ParseUri',
    always: ['@odata.etag', 'id'],
  };
  return { ...pick(whole, names, rules), ...expanded(message, options.expand) };
}

/** `singleValueExtendedProperties($filter=id eq '…' or id eq '…')` and `attachments`; 400 for anything else. */
export function readExpand(expand: string | undefined): Expansion {
  const expansion: Expansion = { hasAttachments: false, properties: [] };
  for (const part of splitTopLevel(expand ?? '')) {
    const filter = /^singleValueExtendedProperties\(\$filter=(.*)\)$/.exec(part.trim())?.[1];
    const clauses = filter === undefined ? undefined : parseFilter(filter, { id: 'id eq {value}' });
    if (part.trim() === 'attachments') expansion.hasAttachments = true;
    else if (clauses === undefined)
      throw badRequest(
        'BadRequest',
        'Parsing OData Select and Expand failed: the expand is not one this sandbox knows.',
      );
    else expansion.properties.push(...clauses.map(({ value }) => canonicalPropertyId(value)));
  }
  return expansion;
}

/** A property that the message does not have is left out, and the list with the last of them. */
function expanded(message: StoredMessage, expand: Expansion | undefined): Record<string, unknown> {
  const properties = (expand?.properties ?? []).flatMap((id) => {
    const value = propertyOf(message, id);
    return value === undefined ? [] : [{ id, value }];
  });
  return {
    ...(properties.length > 0 && { singleValueExtendedProperties: properties }),
    ...(expand?.hasAttachments === true && { attachments: message.attachments.map(attachmentView) }),
  };
}

/** MAPI shows the state of any message as properties, whether or not they were set as such. */
export function propertyOf(message: StoredMessage, canonicalId: string): string | undefined {
  const flags = (message.isRead ? MSGFLAG_READ : 0) | (message.isDraft ? MSGFLAG_UNSENT : 0);
  const computed: Partial<Record<string, string>> = {
    'Integer 0xe07': String(flags),
    'String 0x1a': message.itemClass,
    'String 0x37': message.subject,
    'String 0x1035': message.internetMessageId,
    'SystemTime 0xe06': message.receivedDateTime,
    'SystemTime 0x39': message.sentDateTime,
  };
  return computed[canonicalId] ?? message.extendedProperties.getCanonical(canonicalId);
}

function wholeMessage(message: StoredMessage, isImmutableId: boolean): Record<string, unknown> {
  const changeKey = changeKeyOf(message);
  return {
    '@odata.etag': `W/"${changeKey}"`,
    id: isImmutableId ? message.immutableId : message.mutableId,
    createdDateTime: message.createdDateTime,
    lastModifiedDateTime: message.createdDateTime,
    changeKey,
    categories: message.categories,
    receivedDateTime: message.receivedDateTime,
    sentDateTime: message.sentDateTime,
    hasAttachments: message.attachments.some(({ isInline }) => !isInline),
    internetMessageId: message.internetMessageId,
    internetMessageHeaders: message.internetMessageHeaders,
    subject: message.subject,
    bodyPreview: preview(message.body.content),
    importance: message.importance,
    parentFolderId: message.folderId,
    conversationId: createHash('sha1').update(message.subject).digest('base64url'),
    isDeliveryReceiptRequested: false,
    isReadReceiptRequested: false,
    isRead: message.isRead,
    isDraft: message.isDraft,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(message.mutableId)}`,
    inferenceClassification: 'focused',
    body: message.body,
    sender: recipientView(message.sender),
    from: recipientView(message.from),
    toRecipients: message.to.map(recipientView),
    ccRecipients: message.cc.map(recipientView),
    bccRecipients: message.bcc.map(recipientView),
    replyTo: message.replyTo.map(recipientView),
    flag: { flagStatus: 'notFlagged' },
  };
}

function recipientView(emailAddress: Address | null): object | null {
  return emailAddress && { emailAddress };
}

/** The first 255 characters of the text. */
function preview(body: string): string {
  return body
    .replaceAll(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 255);
}
