import { createHash } from 'node:crypto';
import type { Participant, Thread } from '../item.js';
import type { MailAddress } from '../mail.js';
import { isMailAddress } from '../mail-address.js';
import { participantNumber, sourceUserId } from '../participant.js';
import { canonicalNumber, holdsNumber } from '../phone-number.js';
import { plainWhatsAppId } from '../whatsapp-id.js';
import { cleanLine, shorten } from './clean-text.js';

/** People that a sentence names before it counts. */
const MAX_NAMED = 4;
/** WhatsApp's own limit for a group's name; longer ones come from elsewhere. The mail's body shows every name in full. */
const MAX_NAME = 100;

/**
 * The source's view of a participant's address: the User's Email address, else one under `whatsapp.invalid` (RFC 2606:
 * reserved, nothing can ever be delivered there) made of the number, else of the WhatsApp id.
 */
export function sourceAddress(participant: Participant): MailAddress {
  const email = participant.userEmailAddress?.trim() ?? '';
  const address = isMailAddress(email) ? email : `${invalidMailbox(participant)}@whatsapp.invalid`;
  const name = personName(participant);
  return { name: name === address ? '' : name, address };
}

function invalidMailbox(participant: Participant): string {
  const number = participantNumber(participant);
  if (number !== undefined) return number;
  return createHash('sha256').update(sourceUserId(participant)).digest('hex').slice(0, 16);
}

/** Number, else WhatsApp id, else whatever the source has: as subjects and topics name people. Not cleaned. */
export function identifier(participant: Participant): string {
  const { whatsAppId = '', displayName, userEmailAddress, phoneNumber } = participant;
  return (
    participantNumber(participant) ??
    (plainWhatsAppId(whatsAppId) || displayName || userEmailAddress || phoneNumber || 'unknown')
  );
}

/** `identifier`, short and clean enough for a subject. */
export function shortIdentifier(participant: Participant): string {
  return shorten(cleanLine(identifier(participant)), MAX_NAME) || 'unknown';
}

/** Display name and number: "Ann Example +447700900123". */
export function personName(participant: Participant): string {
  const number = participantNumber(participant);
  const name = leftToRight(shorten(cleanLine(participant.displayName ?? ''), MAX_NAME));
  if (number === undefined) return name || shortIdentifier(participant);
  // Who is in nobody's address book comes with the number for a name.
  return name === '' || canonicalNumber(name) === number ? `+${number}` : `${name} +${number}`;
}

/** Without marks around a Hebrew or Arabic name, what follows would be shown before it, a number with its plus at the end. */
function leftToRight(name: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(name) ? `\u200e${name}\u200e` : name;
}

/** People in a sentence: the first few by name, the others counted. */
export function peopleLine(people: readonly Participant[]): string {
  // One more name takes no more room than "1 other".
  const named = people.length > MAX_NAMED + 1 ? people.slice(0, MAX_NAMED) : people;
  const names = named.map(personName);
  const last = named === people ? names.pop() : `${people.length - MAX_NAMED} others`;
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last}`;
}

/** Everything the source says about who somebody is, on one line. */
export function personLine(participant: Participant): string {
  const { whatsAppId = '', userEmailAddress = '' } = participant;
  const isIdNews = !holdsNumber(whatsAppId);
  const parts = [personName(participant), isIdNews ? cleanLine(whatsAppId) : '', cleanLine(userEmailAddress)];
  return [...new Set(parts)].filter((part) => part !== '').join(', ');
}

/** The group's name, or its id where it has none. */
export function groupName({ name = '', threadId }: Thread): string {
  return shorten(cleanLine(name) || cleanLine(`group ${threadId}`), MAX_NAME);
}

/** Whom the item went to: its recipients, else the thread's known people or those a group event names, never the sender alone. */
export function recipientsOf(
  item: { sender: Participant; recipients: Participant[]; groupEvent?: { participants?: Participant[] } },
  threadPeople: readonly Participant[],
): Participant[] {
  if (item.recipients.length > 0) return item.recipients;
  const people = threadPeople.length > 0 ? threadPeople : (item.groupEvent?.participants ?? []);
  const sender = sourceUserId(item.sender);
  return people.filter((participant) => sourceUserId(participant) !== sender);
}
