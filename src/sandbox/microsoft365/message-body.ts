import { z } from 'zod';
import { attachmentSchema, refuseOtherKinds, storeAttachment } from './attachments.js';
import { ExtendedProperties } from './extended-properties.js';
import { badRequest, GraphError } from './graph-error.js';
import type { Address, NewMessage } from './mailbox.js';

const MAX_HEADERS = 5;
const MSGFLAG_READ = 0x1;
const MSGFLAG_UNSENT = 0x8;

const ignored = z.unknown().optional();
const lowerCase = z.string().transform((text) => text.toLowerCase());
const odataType = z.string().optional();
const recipient = z.strictObject({
  '@odata.type': odataType,
  emailAddress: z.strictObject({
    '@odata.type': odataType,
    name: z.string().nullish(),
    address: z.string().nullish(),
  }),
});
const nameAndValue = z.strictObject({ '@odata.type': odataType, name: z.string(), value: z.string() });
const property = z.strictObject({ '@odata.type': odataType, id: z.string(), value: z.string() });

/** Documented as updatable only if isDraft = true (learn.microsoft.com/graph/api/message-update); replyTo and from on one of its pages only. */
const draftOnly = {
  subject: z.string().nullish(),
  body: z.strictObject({
    '@odata.type': odataType,
    contentType: lowerCase.pipe(z.enum(['text', 'html'])).optional(),
    content: z.string().nullish(),
  }),
  from: recipient.nullish(),
  sender: recipient.nullish(),
  toRecipients: z.array(recipient),
  ccRecipients: z.array(recipient),
  bccRecipients: z.array(recipient),
  replyTo: z.array(recipient),
  internetMessageId: z.string().nullish(),
};

export const DRAFT_ONLY: readonly string[] = Object.keys(draftOnly);

/** Computed by Exchange and ignored when sent, the two dates among them. */
const computed = {
  id: ignored,
  receivedDateTime: ignored,
  sentDateTime: ignored,
  createdDateTime: ignored,
  lastModifiedDateTime: ignored,
  hasAttachments: ignored,
  changeKey: ignored,
  bodyPreview: ignored,
  uniqueBody: ignored,
  parentFolderId: ignored,
  conversationId: ignored,
  conversationIndex: ignored,
  isDraft: ignored,
  webLink: ignored,
};

export const messageSchema = z
  .strictObject({
    '@odata.type': z.enum(['#microsoft.graph.message', 'microsoft.graph.message']),
    ...draftOnly,
    ...computed,
    internetMessageHeaders: z.array(nameAndValue),
    isRead: z.boolean(),
    importance: lowerCase.pipe(z.enum(['low', 'normal', 'high'])),
    categories: z.array(z.string()),
    isDeliveryReceiptRequested: ignored,
    isReadReceiptRequested: ignored,
    inferenceClassification: ignored,
    flag: ignored,
    singleValueExtendedProperties: z.array(property),
    attachments: z.array(attachmentSchema),
  })
  .partial();

export type MessageBody = z.infer<typeof messageSchema>;

/**
 * Reads a JSON body as OData does: 400 `RequestBodyRead` names a property the type does not have, 400 `BadRequest`
 * one whose value does not fit. Values are not repeated.
 */
export function parseBody<T>(schema: z.ZodType<T>, json: unknown, type: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw badRequest(
      'RequestBodyRead',
      `The property '${issue.keys[0]}' does not exist on type '${typeAt(issue.path, type)}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
    );
  const name = String(issue?.path[0] ?? 'body');
  throw badRequest('BadRequest', `Property ${name} in payload has a value that does not match schema.`);
}

/** What Exchange stores for a create; see learn.microsoft.com/graph/api/user-post-messages and MS-OXPROPS for the tags. */
export function newMessage(json: unknown): NewMessage {
  const sent = z.object({ attachments: z.array(z.unknown()) }).safeParse(json);
  for (const attachment of sent.data?.attachments ?? []) refuseOtherKinds(attachment);
  const body = parseBody(messageSchema, json, 'microsoft.graph.message');
  checkHeaders(body.internetMessageHeaders);
  const properties = new ExtendedProperties();
  for (const { id, value } of body.singleValueExtendedProperties ?? []) properties.set(id, value);
  return { ...content(body), ...mapiState(properties, body.isRead), extendedProperties: properties };
}

type MapiState = 'isDraft' | 'isRead' | 'createdDateTime' | 'receivedDateTime' | 'sentDateTime' | 'itemClass';

function content(body: MessageBody): Omit<NewMessage, MapiState | 'extendedProperties'> {
  const from = toAddress(body.from);
  return {
    subject: body.subject ?? '',
    from,
    sender: toAddress(body.sender) ?? from,
    to: toAddresses(body.toRecipients),
    cc: toAddresses(body.ccRecipients),
    bcc: toAddresses(body.bccRecipients),
    replyTo: toAddresses(body.replyTo),
    body: { contentType: body.body?.contentType ?? 'text', content: body.body?.content ?? '' },
    importance: body.importance ?? 'normal',
    categories: body.categories ?? [],
    internetMessageId: body.internetMessageId ?? `<${crypto.randomUUID()}@sandbox.invalid>`,
    internetMessageHeaders: (body.internetMessageHeaders ?? []).map(({ name, value }) => ({ name, value })),
    attachments: (body.attachments ?? []).map(storeAttachment),
  };
}

/** Only PidTagMessageFlags without UNSENT makes it no draft; only the MAPI times are honoured (davmail PR 517, a live mailbox). */
function mapiState(properties: ExtendedProperties, isRead: boolean | undefined): Pick<NewMessage, MapiState> {
  const now = new Date().toISOString();
  const flags = properties.get('Integer 0x0E07');
  const isDraft = flags === undefined || (Number(flags) & MSGFLAG_UNSENT) !== 0;
  return {
    isDraft,
    isRead: isRead ?? (flags === undefined ? isDraft : (Number(flags) & MSGFLAG_READ) !== 0),
    createdDateTime: instant(now),
    receivedDateTime: instant(properties.get('SystemTime 0x0E06') ?? now),
    sentDateTime: instant(properties.get('SystemTime 0x0039') ?? now),
    itemClass: properties.get('String 0x001A') ?? 'IPM.Note',
  };
}

/** An empty list is refused too: github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2208. */
function checkHeaders(headers: MessageBody['internetMessageHeaders']): void {
  if (headers === undefined) return;
  if (headers.length === 0 || headers.length > MAX_HEADERS)
    throw badRequest(
      'InvalidInternetMessageHeaderCollection',
      `The number of internet message headers is invalid; it should be at most ${MAX_HEADERS}.`,
    );
  for (const { name, value } of headers) {
    if (!/^x-/i.test(name))
      throw badRequest(
        'InvalidInternetMessageHeader',
        `The internet message header name '${name}' should start with 'x-' or 'X-'.`,
      );
    // RFC 5322 3.6.8 and 2.1.1; a client in the field cuts values at 995 characters.
    if (!/^[!-9;-~]+$/.test(name) || !/^[\t -~]{0,995}$/.test(value))
      throw badRequest('InvalidInternetMessageHeader', `The internet message header '${name}' is not valid.`);
  }
}

export function toAddresses(recipients: readonly z.infer<typeof recipient>[] = []): Address[] {
  return recipients.map((each) => toAddress(each)).filter((each) => each !== null);
}

export function toAddress(given: z.infer<typeof recipient> | null | undefined): Address | null {
  if (!given) return null;
  const address = given.emailAddress.address ?? '';
  return { name: given.emailAddress.name ?? address, address };
}

/** Graph returns whole seconds. */
function instant(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19)}Z`;
}

function typeAt(path: readonly PropertyKey[], type: string): string {
  const inner = path.findLast((step): step is string => typeof step === 'string');
  return inner === undefined ? type : `microsoft.graph.${inner}`;
}

/** Only `application/json` bodies (415 else), and JSON in them. */
export function parseJson(contentType: string | undefined, text: string): unknown {
  if (!/^application\/json(;|$)/i.test(contentType ?? ''))
    throw new GraphError(
      415,
      'RequestBodyRead',
      'A supported MIME type could not be found that matches the content type of the request.',
    );
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}
