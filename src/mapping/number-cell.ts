import { canonicalNumber, isOf, numbersWrittenIn } from '../domain/phone-number.js';
import type { MappingFault } from './mapping-faults.js';

/** 4.47701E+11 is what a spreadsheet shows of a number, and what it saves: the last digits are lost. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;
/** 447700900123.0 or, by language, 447700900123,00: a number that went through a calculation, and is whole. */
const WHOLE_DECIMAL = /^(\+?\d{7,15})[.,]0+$/;
/** Any other went through a calculation too, and its fraction would be read as more digits: another person's number. */
const FRACTION = /^[+-]?\d{7,}[.,]\d+$/;
const NATIONAL = /^\(?0(?!0)[\d\s().\-/]*$/;

/** The one number that a cell means, in its canonical form, or why there is none. `country` is where national ones are from. */
export function numberInCell(
  cell: string,
  country: string | undefined,
): { number: string } | { reason: MappingFault['reason'] } {
  if (SCIENTIFIC.test(cell)) return { reason: 'rounded by a spreadsheet' };
  const text = cell.replace(WHOLE_DECIMAL, '$1');
  if (FRACTION.test(text)) return { reason: 'not a number' };
  const numbers = country === undefined ? [canonicalNumber(text)] : numbersWrittenIn(country, text);
  const [number, another] = numbers;
  if (country !== undefined && another !== undefined)
    return { reason: isOf(country, another) ? 'with or without country code' : 'a number of two countries' };
  if (number !== undefined) return { number };
  const isNational = country === undefined && NATIONAL.test(cell);
  return { reason: isNational ? 'national number without country' : 'not a number' };
}
