import { z } from 'zod';

const Instant = z.iso.datetime({ offset: true });

const Participant = z
  .strictObject({
    phoneNumber: z.string().optional(),
    whatsAppId: z.string().optional(),
    displayName: z.string().optional(),
    userEmailAddress: z.string().optional(),
  })
  .refine(({ phoneNumber, whatsAppId, userEmailAddress }) => phoneNumber ?? whatsAppId ?? userEmailAddress);

const Attachment = z.strictObject({
  attachmentId: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.int().min(0),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  kind: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker', 'contact-card']).optional(),
  caption: z.string().optional(),
});

const Call = z.strictObject({
  callId: z.string(),
  media: z.enum(['voice', 'video']),
  status: z.enum(['answered', 'missed', 'rejected', 'busy', 'failed']),
  startTime: Instant,
  endTime: Instant.optional(),
  durationSeconds: z.int().min(0).optional(),
});

const Deletion = z.strictObject({
  deletedItemId: z.string(),
  deletedFor: z.enum(['everyone', 'me', 'unknown']).optional(),
  readState: z.enum(['read', 'unread', 'unknown']).optional(),
});

const Location = z.strictObject({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
});

/** The contract's Item, stricter than it: what the contract does not name must be in an unknown record type. */
export const ContractItem = z.strictObject({
  itemId: z.string(),
  revision: z.int().min(0),
  recordType: z.string(),
  network: z.literal('WhatsApp'),
  product: z.enum(['whatsapp-phone-archiver', 'whatsapp-cloud-archiver']),
  messageTime: Instant,
  archivedTime: Instant,
  direction: z.enum(['inbound', 'outbound']),
  thread: z.strictObject({
    threadId: z.string(),
    type: z.enum(['direct', 'group']),
    name: z.string().optional(),
  }),
  sender: Participant,
  recipients: z.array(Participant),
  text: z.string().optional(),
  forwarded: z.boolean().optional(),
  quotedItemId: z.string().optional(),
  attachments: z.array(Attachment).optional(),
  location: Location.optional(),
  contacts: z
    .array(z.strictObject({ name: z.string().optional(), phoneNumbers: z.array(z.string()).optional() }))
    .optional(),
  poll: z.strictObject({ question: z.string(), options: z.array(z.string()) }).optional(),
  call: Call.optional(),
  deletion: Deletion.optional(),
  edit: z.strictObject({ editedItemId: z.string() }).optional(),
  reaction: z.strictObject({ targetItemId: z.string(), emoji: z.string().optional() }).optional(),
  groupEvent: z
    .strictObject({
      type: z.string(),
      participants: z.array(Participant).optional(),
      newName: z.string().optional(),
    })
    .optional(),
  somethingNew: z.unknown().optional(),
});

export type ContractItem = z.infer<typeof ContractItem>;
