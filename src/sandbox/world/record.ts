import type { Participant } from '../../domain/item.js';
import type { Times } from './calendar.js';
import type { Draft, Entry, RawItem } from './draft.js';
import { hasMailbox, type Identity } from './people.js';
import type { Random } from './random.js';

/** The entry as the source would give it, spelt as sources spell. */
export function toRecord(
  entry: Entry,
  product: string,
  { archivedMs, messageMs }: Times,
  random: Random,
): unknown {
  const { thread, sender, distort } = entry;
  const { members, ...threadFields } = thread;
  const record: RawItem = {
    itemId: entry.itemId,
    revision: entry.revision,
    recordType: entry.recordType,
    network: 'WhatsApp',
    product,
    messageTime: spellInstant(messageMs, random),
    archivedTime: new Date(archivedMs).toISOString(),
    direction: hasMailbox(sender) ? 'outbound' : 'inbound',
    thread: threadFields,
    sender: spellParticipant(sender, random),
    recipients: members
      .filter((member) => member !== sender)
      .map((member) => spellParticipant(member, random)),
    ...entry.content,
    ...callFields(entry, messageMs),
    ...groupEventFields(entry, random),
    ...attachmentFields(entry),
  };
  return distort === undefined ? record : distort(record);
}

/** Unique within its item only, as with many sources. */
export function attachmentIdAt(index: number): string {
  return `att-${index + 1}`;
}

function callFields({ call }: Draft, messageMs: number): Pick<RawItem, 'call'> {
  if (call === undefined) return {};
  const startTime = new Date(messageMs).toISOString();
  if (call.durationSeconds === undefined) return { call: { ...call, startTime } };
  return {
    call: { ...call, startTime, endTime: new Date(messageMs + call.durationSeconds * 1000).toISOString() },
  };
}

function groupEventFields({ groupEvent }: Draft, random: Random): Pick<RawItem, 'groupEvent'> {
  if (groupEvent === undefined) return {};
  const { participants, ...fields } = groupEvent;
  if (participants === undefined) return { groupEvent: fields };
  return {
    groupEvent: { ...fields, participants: participants.map((one) => spellParticipant(one, random)) },
  };
}

function attachmentFields({ files }: Draft): Pick<RawItem, 'attachments'> {
  if (files === undefined) return {};
  return {
    attachments: files.map((file, index) => ({ attachmentId: attachmentIdAt(index), ...file.attachment })),
  };
}

/** The same person is now +447700900123, now 447700900123, now 00447700900123, now only a WhatsApp id. */
function spellParticipant(identity: Identity, random: Random): Participant {
  const { digits, displayName, whatsAppId, userEmailAddress, isKnownByIdOnly } = identity;
  return {
    ...(digits !== undefined && spellNumber(digits, isKnownByIdOnly === true ? 0 : random.below(6))),
    ...(whatsAppId !== undefined && { whatsAppId }),
    ...(displayName !== undefined && { displayName }),
    ...(userEmailAddress !== undefined && { userEmailAddress }),
  };
}

function spellNumber(digits: string, way: number): Participant {
  const whatsAppId = `${digits}@s.whatsapp.net`;
  const ways: Participant[] = [
    { whatsAppId },
    { phoneNumber: `+${digits}` },
    { phoneNumber: digits },
    { phoneNumber: `00${digits}` },
    { phoneNumber: `+${digits}`, whatsAppId },
    { phoneNumber: digits, whatsAppId },
  ];
  return ways[way] ?? { whatsAppId };
}

/** RFC 3339 leaves room: with or without fractions, in UTC or in a zone of the phone. */
function spellInstant(ms: number, random: Random): string {
  const text = new Date(ms).toISOString();
  switch (random.below(6)) {
    case 0:
      return `${new Date(ms - (ms % 1000)).toISOString().slice(0, 19)}Z`;
    case 1:
      return new Date(ms + 19_800_000).toISOString().replace('Z', '+05:30');
    default:
      return text;
  }
}
