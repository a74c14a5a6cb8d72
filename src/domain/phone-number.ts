import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { LRUCache } from 'lru-cache';
import { numberInWhatsAppId } from './whatsapp-id.js';

/** ITU-T E.164: at most 15 digits; below 7 it is a short code, which names nobody. */
const E164 = /^[1-9]\d{6,14}$/;
/** As Arabic, Persian and full-width keyboards write them; the lower four bits are the value. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;
/** Spaces of any width, dashes, brackets, dots, slashes, and marks that nobody sees. */
const BETWEEN_DIGITS = /[\s\p{Cf}\p{Pd}\u2212()./\uff08\uff09\uff0e\uff0f]/gu;
const SCHEMES = /^\s*(?:tel|whatsapp):/i;
const BRACKETED_TRUNK = /(?<=\d[\s\p{Cf}.\-/]*)\(0\)/u;

/** What libphonenumber makes of international digits. */
interface Reading {
  withoutTrunk: string;
  /** 2 for a number that operators give out, 1 for one of a length that the country has, else 0. */
  certainty: 0 | 1 | 2;
  /** Whether operators give it to mobiles, among them countries that do not tell these from landlines. */
  isMobile: boolean;
}

/** The people of a chat are asked for again and again, and libphonenumber takes its time. */
const KNOWN = new LRUCache<string, Reading>({ max: 10_000, memoMethod: read });

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
 * or two, the national one first, between which only the writer can choose.
 */
export function numbersWrittenIn(country: string, text: string): string[] {
  const [national, international] = [nationalNumber(country, text), canonicalNumber(text)];
  // 4917012345678 is how Germans write a mobile number; that it is one of Papenburg (04917) too, nobody means.
  if (international && isMobile(international) && isOf(country, international) && !isMobile(national))
    return [international];
  const [here, abroad] = [certaintyOf(national), certaintyOf(international)];
  const numbers = [here > 0 && here >= abroad && national, abroad >= here && international];
  return [...new Set(numbers.filter((number) => typeof number === 'string'))];
}

/** Whether operators give such a number out, as far as libphonenumber knows. Of a canonical number. */
export function isGivenOut(number: string): boolean {
  return certaintyOf(number) === 2;
}

/** Whether a canonical number begins with the calling code of the country (ISO code). */
export function isOf(country: string, number: string): boolean {
  return isSupportedCountry(country) && number.startsWith(getCountryCallingCode(country));
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

function certaintyOf(number: string | undefined): number {
  return number === undefined ? 0 : KNOWN.memo(number).certainty;
}

function isMobile(number: string | undefined): boolean {
  return number !== undefined && KNOWN.memo(number).isMobile;
}

function read(digits: string): Reading {
  const number = parsePhoneNumberFromString(`+${digits}`, { extract: false });
  const withoutTrunk = number?.number.slice(1) ?? digits;
  const type = number?.getType();
  const isMobile = type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
  if (number?.isValid()) return { withoutTrunk, certainty: 2, isMobile };
  return { withoutTrunk, certainty: number?.isPossible() ? 1 : 0, isMobile };
}

/** `+44 (0)7700 …` and `+4407700 …`: the prefix is dialled only inside the country. One may stand behind another. */
function withoutTrunkPrefix(digits: string): string {
  const { withoutTrunk } = KNOWN.memo(digits);
  if (withoutTrunk === digits || !E164.test(withoutTrunk)) return digits;
  return withoutTrunkPrefix(withoutTrunk);
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
