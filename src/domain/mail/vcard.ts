import { cleanLine } from './clean-text.js';

/** RFC 2426 section 2.6: lines longer than 75 octets should be folded. */
const MAX_LINE_BYTES = 75;

export interface Contact {
  name?: string;
  phoneNumbers?: string[];
}

/**
 * A contact as vCard 3.0 (RFC 2426), which Outlook and every phone read, where 4.0 is refused by some. Nothing of the
 * source is in it but name and numbers, and which part of the name is the family's is not known: all of it is given.
 */
export function vcard({ name, phoneNumbers = [] }: Contact): string {
  const numbers = phoneNumbers.map(cleanLine).filter((number) => number !== '');
  const shown = escape(cleanLine(name ?? '') || (numbers[0] ?? 'Contact'));
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${shown}`,
    `N:;${shown};;;`,
    ...numbers.map((number) => `TEL:${escape(number)}`),
    'END:VCARD',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** RFC 2426 section 4: what would end a value or a part of it. Line breaks are gone already. */
function escape(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&');
}

/** Never within a character: a phone that unfolds bytes and one that unfolds text must read the same. */
function fold(line: string): string {
  const lines = [''];
  let used = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (used + size > MAX_LINE_BYTES) {
      lines.push(' ');
      used = 1;
    }
    lines[lines.length - 1] += character;
    used += size;
  }
  return lines.join('\r\n');
}
