import type { Call } from '../../domain/item.js';
import type { RawItem } from '../world/draft.js';
import type { DropRecord } from './drop-record.js';
import { shortName } from './people.js';

/** What an event or a shared thing reads as; for everything else the text as it was written, or the first caption. */
export function bodyText(record: DropRecord): string {
  const { call, location, contacts, poll, reaction, groupEvent, text, attachments = [] } = record;
  if (call !== undefined) return callText(call);
  if (location !== undefined) return locationText(location);
  if (contacts !== undefined) return contacts.map(contactText).join('\r\n');
  if (poll !== undefined) return [`Poll: ${poll.question}`, ...poll.options.map(option)].join('\r\n');
  if (reaction !== undefined) return reactionText(reaction);
  if (groupEvent !== undefined) return groupEventText(groupEvent);
  return text ?? attachments.find(({ caption }) => caption !== undefined)?.caption ?? '';
}

function callText({ media, status, startTime, endTime, durationSeconds }: Call): string {
  return [
    `WhatsApp ${media} call`,
    `Status: ${status}`,
    `Start: ${startTime}`,
    ...(endTime === undefined ? [] : [`End: ${endTime}`]),
    ...(durationSeconds === undefined ? [] : [`Duration: ${durationSeconds} s`]),
  ].join('\r\n');
}

function locationText({ latitude, longitude, name, address }: NonNullable<RawItem['location']>): string {
  return [`Location: ${latitude}, ${longitude}`, name, address]
    .filter((line) => line !== undefined)
    .join('\r\n');
}

function contactText({ name = 'Unknown', phoneNumbers = [] }: Contact): string {
  return `Contact: ${[name, ...phoneNumbers].join(' ')}`;
}

type Contact = NonNullable<RawItem['contacts']>[number];

/** The card that is attached (vCard 3.0, RFC 2426), one for every contact. */
export function contactCard({ name = 'Unknown', phoneNumbers = [] }: Contact): Buffer {
  const numbers = phoneNumbers.map((number) => `TEL;TYPE=CELL:${number}`);
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name}`, `N:${name};;;;`, ...numbers, 'END:VCARD', ''];
  return Buffer.from(lines.join('\r\n'));
}

function option(text: string): string {
  return `- ${text}`;
}

function reactionText({ emoji = '' }: NonNullable<RawItem['reaction']>): string {
  return emoji === '' ? 'Removed the reaction' : `Reacted with ${emoji}`;
}

function groupEventText({ type, participants = [], newName }: NonNullable<RawItem['groupEvent']>): string {
  const who = participants.map(shortName);
  return [`Group event: ${type}`, ...who, ...(newName === undefined ? [] : [newName])].join('\r\n');
}
