import { GraphError } from './graph-error.js';
import type { NewMessage } from './mailbox.js';
import type { Tenant } from './state.js';

/** Bytes of body and attachments: what the tenant's limit counts here. What Exchange counts is not documented to the byte. */
export function sizeOf({ body, attachments }: Pick<NewMessage, 'body' | 'attachments'>): number {
  return attachments.reduce((sum, { bytes }) => sum + bytes.length, Buffer.byteLength(body.content));
}

/** What an administrator allows for a whole message, attachments included (attachment-createuploadsession, tip). */
export function checkSize(sizeBytes: number, { settings }: Tenant): void {
  if (sizeBytes > settings.largestMessageBytes)
    throw new GraphError(413, 'ErrorMessageSizeExceeded', 'The message exceeds the maximum supported size.');
}
