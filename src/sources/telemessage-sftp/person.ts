import type { Participant } from '../../domain/item.js';
import { phoneDigits } from '../../domain/participant.js';
import type { EmlAddress } from './eml.js';

/** As WhatsApp writes its ids: by number, hidden (`@lid`), or scoped to a business (two letters, a dot, 13 digits or more). */
const WHATSAPP_ID =
  /(?<![\w.@-])(\d{5,32}@(?:s\.whatsapp\.net|c\.us|lid)|[A-Z]{2}\.[A-Za-z0-9]{10,64})(?![\w@-])/;
/**
 * Numbers as people write them, the surest form first: after a plus, in one piece, in groups. A lone digit in a name would
 * otherwise become the country of the number beside it.
 */
const NUMBERS = [
  /(?<![\w.])\+\(?\d[\d\s().\-/]{5,28}\d(?![\w@])/,
  /(?<![\w.])\(?\d[\d().\-/]{5,20}\d(?![\w@])/,
  /(?<![\w.])\(?\d[\d\s().\-/]{5,28}\d(?![\w@])/,
];
const POSITION = /^\s*#\d{1,4}(?=\s|$)/;
/** Addresses that only carry a number, and nobody reads. */
const NO_MAILBOX = /@(?:s\.whatsapp\.net|c\.us|lid|(?:[^@]+\.)?invalid)$/i;

/**
 * A participant from an address of the form `"#1 First Last Mobile" <email>`, in which `Mobile` is the number, or any
 * other order of the same: the number and a WhatsApp id are looked for anywhere in the name, and before the `@` of the
 * address. The address is the User's Email address. Undefined where nothing names anybody.
 */
export function personOf({ name, address }: EmlAddress): Participant | undefined {
  const { rest, whatsAppId, phoneNumber } = takeApart(name.replace(POSITION, ' '));
  const id = whatsAppId ?? WHATSAPP_ID.exec(address)?.[1];
  const number = phoneNumber ?? numberBefore(address);
  const email = isMailbox(address) ? address : undefined;
  if (!id && !number && !email) return undefined;
  return {
    ...(number !== undefined && { phoneNumber: number }),
    ...(id !== undefined && { whatsAppId: id }),
    ...(rest !== '' && rest !== address && { displayName: rest }),
    ...(email !== undefined && { userEmailAddress: email }),
  };
}

function takeApart(name: string): { rest: string; whatsAppId?: string; phoneNumber?: string } {
  const whatsAppId = WHATSAPP_ID.exec(name)?.[1];
  const withoutId = whatsAppId === undefined ? name : name.replace(whatsAppId, ' ');
  const phoneNumber = numberIn(withoutId);
  const withoutNumber = phoneNumber === undefined ? withoutId : withoutId.replace(phoneNumber, ' ');
  return {
    rest: displayNameOf(withoutNumber),
    ...(whatsAppId !== undefined && { whatsAppId }),
    ...(phoneNumber !== undefined && { phoneNumber }),
  };
}

function numberIn(text: string): string | undefined {
  const found = NUMBERS.map((form) => form.exec(text)?.[0]);
  return found.find((number) => phoneDigits(number) !== undefined);
}

function numberBefore(address: string): string | undefined {
  const local = address.split('@')[0] ?? '';
  return /^\+?\d+$/.test(local) && !/@lid$/i.test(address) && phoneDigits(local) !== undefined
    ? local
    : undefined;
}

/** Without what stands around a number: empty brackets, `Mobile`, dashes. */
function displayNameOf(text: string): string {
  return text
    .replace(/\(\s*\)|<\s*>|\[\s*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(?:^| )(?:mobile|phone)\s*:?\s*$/i, '')
    .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, '');
}

function isMailbox(address: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && !NO_MAILBOX.test(address);
}
