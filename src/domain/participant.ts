import type { Participant } from './item.js';
import { canonicalNumber } from './phone-number.js';
import { plainWhatsAppId } from './whatsapp-id.js';

/** The participant's number in its canonical form, also where it stands only in the WhatsApp id. */
export function participantNumber(participant: Participant): string | undefined {
  return canonicalNumber(participant.phoneNumber) ?? canonicalNumber(participant.whatsAppId);
}

/**
 * How the source names the participant: number, else WhatsApp id, else address, else whatever stands in place of a number.
 * By this people are told apart. For reports, never for logs.
 */
export function sourceUserId(participant: Participant): string {
  const { whatsAppId = '', userEmailAddress = '', phoneNumber } = participant;
  const named = plainWhatsAppId(whatsAppId.trim()) || userEmailAddress.trim().toLowerCase() || phoneNumber;
  return participantNumber(participant) ?? (named || 'unknown');
}
