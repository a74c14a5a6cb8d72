import { z } from 'zod';
import { badRequest, GraphError } from './graph-error.js';
import type { MailContext } from './mail-call.js';
import type { StoredMessage } from './mailbox.js';
import { parseBody, parseJson } from './message-body.js';
import type { Tenant } from './state.js';
import type { UploadSession } from './upload-sessions.js';

const MAX_ATTACHMENT_BYTES = 157_286_400;

const odataType = z.string().optional();

/** microsoft.graph.attachmentItem, under the name of the action's parameter, with its capital. */
const bodySchema = z.strictObject({
  AttachmentItem: z.strictObject({
    '@odata.type': odataType,
    attachmentType: z.enum(['file', 'item', 'reference']),
    name: z.string().min(1),
    size: z.int().min(0),
    contentType: z.string().nullish(),
    isInline: z.boolean().nullish(),
    contentId: z.string().nullish(),
  }),
});

/**
 * POST …/attachments/createUploadSession (learn.microsoft.com/graph/api/attachment-createuploadsession). Files from
 * 3 MB to 150 MB only; which megabyte is meant is not documented, so the smaller end is a setting.
 */
export async function createUploadSession(
  c: MailContext,
  tenant: Tenant,
  message: StoredMessage,
): Promise<Response> {
  const json = parseJson(c.req.header('content-type'), await c.req.text());
  const { AttachmentItem: item } = parseBody(bodySchema, json, 'microsoft.graph.attachmentItem');
  checkItem(item, tenant.settings.smallestSessionBytes);
  const announced = {
    name: item.name,
    contentType: item.contentType ?? 'application/octet-stream',
    isInline: item.isInline ?? false,
    contentId: item.contentId ?? null,
    sizeBytes: item.size,
  };
  const { uploadSessionMs } = tenant.settings;
  const session = tenant.uploads.open(c.get('mailbox'), message, announced, uploadSessionMs);
  return c.json(
    {
      '@odata.context': `${new URL(c.req.url).origin}/v1.0/$metadata#microsoft.graph.uploadSession`,
      uploadUrl: addressOf(session, tenant),
      ...stateOf(session),
    },
    201,
  );
}

function checkItem({ attachmentType, size }: { attachmentType: string; size: number }, least: number): void {
  if (attachmentType !== 'file')
    throw new GraphError(
      405,
      'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments',
      'Attachment upload session is supported only for file attachments.',
    );
  if (size < least)
    throw badRequest(
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
      'The size of the attachment should not be less than the minimum size.',
    );
  if (size > MAX_ATTACHMENT_BYTES)
    throw badRequest('ErrorAttachmentSizeLimitExceeded', 'The attachment size exceeds the limit.');
}

/** Expiry and the next byte. Outlook writes a plain number where OneDrive writes a range, but a range while it has none. */
export function stateOf({ expiresAt, receivedBytes }: UploadSession): Record<string, unknown> {
  return {
    expirationDateTime: new Date(expiresAt).toISOString(),
    nextExpectedRanges: [receivedBytes === 0 ? '0-' : String(receivedBytes)],
  };
}

/** On another host than Graph, in the form of Outlook's own API, with the right to write in its query. */
function addressOf({ id, token, mailbox, message }: UploadSession, tenant: Tenant): string {
  const user = `Users('${mailbox.user.id}@${tenant.tenantId}')`;
  return `${tenant.uploadOrigin}/api/v2.0/${user}/Messages('${message.immutableId}')/AttachmentSessions('${id}')?authtoken=${token}`;
}
