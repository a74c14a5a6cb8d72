import type { Participant } from '../../domain/item.js';
import { holdsNumber } from '../../domain/phone-number.js';

/** What a person is found by. */
export type Ids = Pick<Participant, 'phoneNumber' | 'whatsAppId'>;

/** As WhatsApp writes its ids: by number, hidden (`@lid`), or scoped to a business (two letters, a dot, 13 digits or more). */
const WHATSAPP_ID =
  /(?<![\w.@-])(?:\d{5,32}(?::\d{1,5})?@(?:s\.whatsapp\.net|c\.us|(?:hosted\.)?lid|hosted)|[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{10,64})(?![\w@-])/g;
/** Of a number as people write it, what stands between two spaces. */
const PIECE = /(?<![\p{L}\d_.@])\(?\+?\(?\d(?:[\d().\-/]*\d)?(?![\p{L}\d_@])/gu;
const BETWEEN_PIECES = /^[\s().\-/]{1,4}$/;
/** E.164 has 15 digits, and a piece at least one of them. */
const MAX_PIECES = 15;
const MAX_NUMBER_CHARACTERS = 40;
/** Of fewer digits before an `@`, a staff number is as likely as a mobile one. */
const NUMBER_AS_ADDRESS = /^(?:\+|00)?[1-9]\d{9,}$/;

/** A number or an id, and where in the text it stands. */
interface Mobile {
  start: number;
  end: number;
  ids: Ids;
}

interface Piece {
  start: number;
  end: number;
  hasPlus: boolean;
  /** To the piece before it, so that both may be of one number. */
  isJoined: boolean;
}

/**
 * The last number or WhatsApp id of a name, which is where `Mobile` stands in `#1 First Last Mobile`. Whatever stands before
 * it may be what a stranger calls himself: were it the number, he would choose whose mailbox his messages go to.
 */
export function mobileIn(name: string): Mobile | undefined {
  const [number, id] = [lastNumber(name), lastWhatsAppId(name)];
  return number && (!id || number.end > id.end) ? number : id;
}

/** What an address tells by itself: `447700900123@…`, and any WhatsApp id. */
export function idsOfAddress(address: string): Ids | undefined {
  const whatsAppId = lastWhatsAppId(address)?.ids.whatsAppId;
  const local = address.split('@')[0] ?? '';
  const isNumber =
    NUMBER_AS_ADDRESS.test(local) && holdsNumber(local) && !/@(?:hosted\.)?lid$/i.test(address);
  if (whatsAppId === undefined && !isNumber) return undefined;
  return { ...(isNumber && { phoneNumber: local }), ...(whatsAppId !== undefined && { whatsAppId }) };
}

function lastWhatsAppId(text: string): Mobile | undefined {
  const match = [...text.matchAll(WHATSAPP_ID)].at(-1);
  if (!match) return undefined;
  const [whatsAppId] = match;
  return { start: match.index, end: match.index + whatsAppId.length, ids: { whatsAppId } };
}

function lastNumber(text: string): Mobile | undefined {
  const pieces = piecesOf(text);
  for (let end = pieces.length; end > 0; end -= 1) {
    const next = pieces[end];
    if (next?.isJoined && !next.hasPlus) continue;
    const found = numberAtEnd(text, pieces.slice(Math.max(0, end - MAX_PIECES), end));
    if (found) return found;
  }
  return undefined;
}

function piecesOf(text: string): Piece[] {
  let before = 0;
  return [...text.matchAll(PIECE)].map(({ 0: piece, index: start }) => {
    const isJoined = BETWEEN_PIECES.test(text.slice(before, start));
    before = start + piece.length;
    return { start, end: before, hasPlus: piece.includes('+'), isJoined };
  });
}

/**
 * The number that ends with the last piece: from a plus on; else that piece alone, for a lone digit before it is of the
 * name; else with as many before it as a number has room for.
 */
function numberAtEnd(text: string, pieces: readonly Piece[]): Mobile | undefined {
  const begins = (piece: Piece): boolean => piece.hasPlus || !piece.isJoined;
  const joined = pieces.slice(Math.max(0, pieces.findLastIndex(begins)));
  const withPlus = joined.filter(({ hasPlus }) => hasPlus);
  const found = [...withPlus, ...joined.slice(-1), ...joined].map(({ start }) =>
    numberFrom(text, start, joined.at(-1)?.end ?? start),
  );
  return found.find((number) => number !== undefined);
}

function numberFrom(text: string, from: number, end: number): Mobile | undefined {
  if (end - from > MAX_NUMBER_CHARACTERS) return undefined;
  const written = text.slice(from, end);
  // A bracket that only the whole number closes stands around it.
  const start = written.startsWith('(') && !written.includes(')') ? from + 1 : from;
  const phoneNumber = text.slice(start, end);
  return holdsNumber(phoneNumber) ? { start, end, ids: { phoneNumber } } : undefined;
}
