import type { Participant } from '../../domain/item.js';
import { participantNumber } from '../../domain/participant.js';
import { plainWhatsAppId } from '../../domain/whatsapp-id.js';
import type { EmlAddress } from './eml.js';
import { LIMITS } from './limits.js';
import { idsOfAddress, mobileIn, type Ids } from './mobile.js';

const AROUND_NUMBERS = ' ,;:–-';
const POSITION = /^\s*#\d{1,4}(?=\s|$)/;
/** Addresses that only carry a number, and nobody reads. */
const NO_MAILBOX = /@(?:s\.whatsapp\.net|c\.us|(?:hosted\.)?lid|hosted|(?:[^@]+\.)?invalid)$/i;

/**
 * A participant from an address of the form `"#1 First Last Mobile" <email>`. First and Last are what a stranger calls
 * himself: the address decides where it tells a number or a WhatsApp id, else the last one of the name, and any other
 * stays a part of the name. The address is the User's Email address. Undefined where nothing names anybody.
 */
export function personOf({ name, address }: EmlAddress): Participant | undefined {
  const text = name.replace(POSITION, ' ');
  const known = idsOfAddress(address);
  const mobile = mobileIn(text);
  const isTheirs = mobile !== undefined && (!known || keyOf(known) === keyOf(mobile.ids));
  const ids = { ...known, ...(isTheirs && mobile.ids) };
  const rest = isTheirs ? `${text.slice(0, mobile.start)} ${text.slice(mobile.end)}` : text;
  const displayName = displayNameOf(rest);
  const email = isMailbox(address) ? address : undefined;
  if (keyOf(ids) === undefined && email === undefined) return undefined;
  return {
    ...ids,
    ...(displayName !== '' && displayName !== address && { displayName }),
    ...(email !== undefined && { userEmailAddress: email }),
  };
}

function keyOf(ids: Ids): string | undefined {
  return participantNumber(ids) ?? (ids.whatsAppId && plainWhatsAppId(ids.whatsAppId));
}

/** Without what stands around a number: empty brackets, `Mobile`, dashes. */
function displayNameOf(text: string): string {
  const words = text
    .replace(/\s+/g, ' ')
    .slice(0, LIMITS.MAX_NAME_CHARACTERS)
    .replace(/\( ?\)|< ?>|\[ ?\]/g, ' ')
    .replace(/ +/g, ' ');
  return trimEnds(trimEnds(words).replace(/(?:^| )(?:mobile|phone)$/i, ''));
}

/** A loop, because a pattern anchored at the end takes quadratic time over a name of dashes. */
function trimEnds(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && AROUND_NUMBERS.includes(text.charAt(start))) start += 1;
  while (end > start && AROUND_NUMBERS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isMailbox(address: string): boolean {
  if (address.length > LIMITS.MAX_ADDRESS_CHARACTERS) return false;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && !NO_MAILBOX.test(address);
}
