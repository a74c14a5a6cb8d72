import type { Participant } from '../../domain/item.js';
import type { Random } from '../world/random.js';
import { phrase } from './mime-header.js';

/** Stands in for the address of whoever has none. */
const PSEUDO_DOMAIN = 'telemessage.example';

/** The number in E.164 without the plus, also where only the WhatsApp id tells it; undefined where it is hidden. */
export function digitsOf({ phoneNumber, whatsAppId }: Participant): string | undefined {
  const number = phoneNumber ?? /^(\d+)@s\.whatsapp\.net$/.exec(whatsAppId ?? '')?.[1];
  return number?.replace(/\D/g, '').replace(/^00/, '');
}

/** As subjects and texts name somebody: by number, else by whatever there is. */
export function shortName(one: Participant): string {
  return digitsOf(one) ?? one.displayName ?? one.whatsAppId ?? 'Unknown';
}

/** The User's Email address, else one that leads to nobody. */
export function addressOf(one: Participant): string {
  if (one.userEmailAddress !== undefined) return one.userEmailAddress;
  const digits = digitsOf(one);
  // Letters for digits: what hides a number must not read as another one.
  const hidden = (one.whatsAppId ?? '')
    .replace(/\D/g, '')
    .replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
  return `${digits ?? `hidden-${hidden}`}@${PSEUDO_DOMAIN}`;
}

/**
 * `"#1 First Last Mobile" <email>` (docs.smarsh.com), with the number in the places and spellings that customers choose.
 * `place` counts from 1 within the mail.
 */
export function mailbox(one: Participant, place: number, random: Random): string {
  return `${phrase(displayName(one, place, random), random)} <${addressOf(one)}>`;
}

export function mailboxes(people: readonly Participant[], firstPlace: number, random: Random): string {
  return people.map((one, index) => mailbox(one, firstPlace + index, random)).join(', ');
}

function displayName(one: Participant, place: number, random: Random): string {
  const name = one.displayName ?? '';
  const digits = digitsOf(one);
  if (digits === undefined) return words(`#${place}`, name, one.whatsAppId);
  // Before the @ stands the number already.
  const isInAddress = one.userEmailAddress === undefined;
  if (isInAddress && name !== '' && random.below(3) === 0) return words(`#${place}`, name);
  const spelled = spell(digits, one, random);
  return random.below(4) === 0 ? words(spelled, name) : words(`#${place}`, name, spelled);
}

function spell(digits: string, { phoneNumber, whatsAppId }: Participant, random: Random): string {
  if (phoneNumber === undefined) return whatsAppId ?? digits;
  return random.pick([digits, `+${digits}`, `00${digits}`, `(+${digits})`]);
}

function words(...list: (string | undefined)[]): string {
  return list.filter((word) => word !== undefined && word !== '').join(' ');
}
