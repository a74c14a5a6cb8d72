import { z } from 'zod';
import { ArchiveError } from '../../domain/errors.js';
import { utcInstant } from '../../domain/instant.js';
import type { Item } from '../../domain/item.js';

const MAX_NAMED_FIELDS = 10;
/** As long as an attachment's URL takes it. A longer one names nothing that a person could look for. */
const MAX_ID_CHARACTERS = 1024;

// The contract's Item. Keys it does not know are left out here and stay in the staged record.

const text = z.string();
const optionalText = text.exactOptional();
const id = text.min(1).max(MAX_ID_CHARACTERS);
const count = z.int().min(0);

const instant = text.transform((value, context) => {
  const utc = utcInstant(value);
  if (utc !== undefined) return utc;
  context.addIssue({ code: 'custom', message: 'is no instant' });
  return z.NEVER;
});

const Participant = z
  .object({
    phoneNumber: optionalText,
    whatsAppId: optionalText,
    displayName: optionalText,
    userEmailAddress: optionalText,
  })
  .refine(({ phoneNumber, whatsAppId, userEmailAddress }) => phoneNumber || whatsAppId || userEmailAddress);

const Attachment = z.object({
  attachmentId: id,
  fileName: text,
  contentType: text,
  sizeBytes: count,
  sha256: text.regex(/^[0-9a-f]{64}$/).exactOptional(),
  kind: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker', 'contact-card']).exactOptional(),
  caption: optionalText,
});

const Call = z.object({
  callId: text,
  media: z.enum(['voice', 'video']),
  status: z.enum(['answered', 'missed', 'rejected', 'busy', 'failed']),
  startTime: instant,
  endTime: instant.exactOptional(),
  durationSeconds: count.exactOptional(),
});

const Record = z.object({
  itemId: id,
  revision: count,
  recordType: text,
  network: z.literal('WhatsApp'),
  product: z.enum(['whatsapp-phone-archiver', 'whatsapp-cloud-archiver']),
  messageTime: instant,
  archivedTime: instant,
  direction: z.enum(['inbound', 'outbound']),
  thread: z.object({ threadId: text, type: z.enum(['direct', 'group']), name: optionalText }),
  sender: Participant,
  recipients: z.array(Participant),
  attachments: z.array(Attachment).default([]),
  text: optionalText,
  forwarded: z.boolean().exactOptional(),
  quotedItemId: optionalText,
  location: z
    .object({ latitude: z.number(), longitude: z.number(), name: optionalText, address: optionalText })
    .exactOptional(),
  contacts: z
    .array(z.object({ name: optionalText, phoneNumbers: z.array(text).exactOptional() }))
    .exactOptional(),
  poll: z.object({ question: text, options: z.array(text) }).exactOptional(),
  call: Call.exactOptional(),
  deletion: z
    .object({
      deletedItemId: text,
      deletedFor: z.enum(['everyone', 'me', 'unknown']).exactOptional(),
      readState: z.enum(['read', 'unread', 'unknown']).exactOptional(),
    })
    .exactOptional(),
  edit: z.object({ editedItemId: text }).exactOptional(),
  reaction: z.object({ targetItemId: text, emoji: optionalText }).exactOptional(),
  groupEvent: z
    .object({ type: text, participants: z.array(Participant).exactOptional(), newName: optionalText })
    .exactOptional(),
});

const Identity = Record.pick({ itemId: true, revision: true });

/** Id and revision, even of a record that is otherwise broken; undefined where one of them is not as agreed. */
export function identify(record: unknown): { itemId: string; revision: number } | undefined {
  return Identity.safeParse(record).data;
}

const OtherNetwork = z.object({ network: z.string().refine((network) => network !== 'WhatsApp') });

/** Throws OtherNetwork, and MalformedItem, which names the faulty fields and never what they hold. */
export function parseItem(record: unknown): Item {
  if (OtherNetwork.safeParse(record).success)
    throw new ArchiveError('OtherNetwork', 'The record is of another network than WhatsApp.');
  const parsed = Record.safeParse(record);
  if (!parsed.success)
    throw new ArchiveError('MalformedItem', `The record is not as agreed: ${faultyFields(parsed.error)}.`);
  const { network: _, ...item } = parsed.data;
  return item;
}

/** Every key in a path is the schema's own, for what the schema does not know it does not look at. */
function faultyFields({ issues }: z.ZodError): string {
  const fields = [...new Set(issues.map(({ path }) => path.join('.') || 'the whole'))];
  const more = fields.length > MAX_NAMED_FIELDS ? ` and ${fields.length - MAX_NAMED_FIELDS} more` : '';
  return `${fields.slice(0, MAX_NAMED_FIELDS).join(', ')}${more}`;
}
