import { isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { numberInWhatsAppId } from './whatsapp-id.js';

/** ITU-T E.164: at most 15 digits; below 7 it is a short code, which names nobody. */
const E164 = /^[1-9]\d{6,14}$/;
/** As Arabic, Persian and full-width keyboards write them; the lower four bits are the value. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;
/** Spaces of any width, dashes, brackets, dots, slashes, and marks that nobody sees. */
const BETWEEN_DIGITS = /[\s\p{Cf}\p{Pd}\u2212()./\uff08\uff09\uff0e\uff0f]/gu;
const SCHEMES = /^\s*(?:tel|whatsapp):/i;
const BRACKETED_TRUNK = /(?<=\d[\s\p{Cf}.\-/]*)\(0\)/u;

/**
 * The one form of a number, by which people are told apart: E.164 digits without the plus. The text holds an international
 * number with `+`, `00` or neither, or a WhatsApp id that names one; undefined where it holds none. Numbers that no operator
 * gives out have their form too, for test numbers and numbers of next year are equal to themselves.
 */
export function canonicalNumber(text = ''): string | undefined {
  const digits = internationalDigits(text);
  if (digits === undefined) return undefined;
  const plain = internationalDigits(text.replace(BRACKETED_TRUNK, '')) ?? digits;
  // Some bracket a 0 where the country has none to dial; in Italy it belongs to the number.
  const isTrunk = plain !== digits && certaintyOf(plain) > certaintyOf(digits);
  return withoutAlias(withoutTrunkPrefix(isTrunk ? plain : digits));
}

/** Whether the text holds a number at all, without the cost of finding its form. */
export function holdsNumber(text: string): boolean {
  return internationalDigits(text) !== undefined;
}

/**
 * The numbers a text may mean where somebody in that country (ISO code) wrote it, nationally or internationally: none, one,
 * or two between which only the writer can choose.
 */
export function numbersWrittenIn(country: string, text: string): string[] {
  const international = canonicalNumber(text);
  const national = nationalNumber(country, text);
  const abroad = international === undefined ? [] : [international];
  if (national === undefined || national === international) return abroad;
  const [hereIs, abroadIs] = [certaintyOf(national), ...abroad.map(certaintyOf), 0];
  if (hereIs === 0 || hereIs < abroadIs) return abroad;
  return hereIs > abroadIs ? [national] : [national, ...abroad];
}

/** Whether operators give such a number out, as far as libphonenumber knows. Of a canonical number. */
export function isGivenOut(number: string): boolean {
  return parsed(number)?.isValid() ?? false;
}

/** Whether this is the ISO code of a country that has telephone numbers: `GB`. */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}

function internationalDigits(text: string): string | undefined {
  const digits = numberInWhatsAppId(text.trim()) ?? bare(text).replace(/^\+?(?:00)?/, '');
  return E164.test(digits) ? digits : undefined;
}

/** With the plus, if there is one, and whatever is no part of a number. */
function bare(text: string): string {
  return text
    .replace(SCHEMES, '')
    .replaceAll(BETWEEN_DIGITS, '')
    .replaceAll(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace('\uff0b', '+');
}

function nationalNumber(country: string, text: string): string | undefined {
  const digits = bare(text);
  if (!/^\d+$/.test(digits) || !isSupportedCountry(country)) return undefined;
  const number = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false })?.number;
  return canonicalNumber(number);
}

/** 2 for a number that operators give out, 1 for one of a length that the country has, else 0. */
function certaintyOf(number: string): number {
  const known = parsed(number);
  if (known?.isValid()) return 2;
  return known?.isPossible() ? 1 : 0;
}

/** `+44 (0)7700 …` and `+4407700 …`: the prefix is dialled only inside the country. One may stand behind another. */
function withoutTrunkPrefix(digits: string): string {
  const number = parsed(digits)?.number.slice(1) ?? digits;
  if (number === digits || !E164.test(number)) return digits;
  return withoutTrunkPrefix(number);
}

/**
 * WhatsApp still writes numbers as they were when the account was made, and two numbers of one person must not be two people.
 *
 * Mexico has dropped the 1 before mobile numbers in 2019 (libphonenumber 8.10.17; github.com/google/libphonenumber/pull/2693).
 *
 * Brazil put a 9 before all mobile numbers from 2012 to 2016, which began with 6 to 9 and have had eight digits (Anatel,
 * Resolution 553 of 2010; ITU, communication of 6.II.2013); WhatsApp drops it in most areas
 * (github.com/wwebjs/whatsapp-web.js/issues/596). Only trunked radio kept eight digits, beginning with 7: libphonenumber
 * holds them for valid, but the service ended in 2018, and its handsets had no WhatsApp.
 */
function withoutAlias(number: string): string {
  return number.replace(/^521(\d{10})$/, '52$1').replace(/^(55[1-9][1-9])([6-9]\d{7})$/, '$19$2');
}

function parsed(digits: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(`+${digits}`, { extract: false });
}
