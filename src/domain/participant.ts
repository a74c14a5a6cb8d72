import type { Participant } from './item.js';

/**
 * E.164 digits without the plus, or undefined where the text holds no number. A WhatsApp user id such as
 * `447700900123@s.whatsapp.net` is a number too; `…@lid` and business-scoped ids are not.
 */
export function phoneDigits(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const local = text.trim().replace(/@(s\.whatsapp\.net|c\.us)$/, '');
  if (!/^[+\d\s().\-/]+$/.test(local)) return undefined;
  // `+44 (0)7700 …`: the trunk prefix is dialled only inside the country. Without a country before it, it stays.
  const international = local.replace(/(\d[\s.\-/]*)\(0\)/, '$1');
  const digits = international.replace(/\D/g, '').replace(/^00/, '');
  // ITU-T E.164: at most 15 digits; below 7 it is a short code, which names nobody.
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** The participant's number, also where it stands only in the WhatsApp id. */
export function participantNumber(participant: Participant): string | undefined {
  return phoneDigits(participant.phoneNumber) ?? phoneDigits(participant.whatsAppId);
}

/**
 * How the source names the participant: number, else WhatsApp id, else address, else whatever stands in place of a number.
 * By this people are told apart. For reports, never for logs.
 */
export function sourceUserId(participant: Participant): string {
  const { whatsAppId, userEmailAddress, phoneNumber } = participant;
  return participantNumber(participant) ?? whatsAppId ?? userEmailAddress ?? phoneNumber ?? 'unknown';
}
