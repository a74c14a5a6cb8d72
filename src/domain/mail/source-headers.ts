import type { Item } from '../item.js';
import type { MailHeader } from '../mail.js';
import { cleanLine, shorten } from './clean-text.js';

/** Opaque values are a few dozen characters long; a line of mail has 998 at most (RFC 5322 section 2.1.1). */
const MAX_VALUE = 900;
const MAX_HEADERS = 50;
const PASSED_ON = /^x-telemessage-[a-z0-9_-]{1,60}$/i;

/**
 * The source's own headers as ours may carry them. Only names of the vendor's pass, so that no source can write a header
 * that means something to mail, and each once, because search indexes look at the first of a name only. What stands in
 * them is passed on as it is, but for what no header can hold.
 */
export function sourceHeadersOf({ sourceHeaders = [] }: Item): MailHeader[] {
  const byName = new Map<string, MailHeader>();
  for (const { name, value } of sourceHeaders) {
    const key = name.toLowerCase();
    if (!PASSED_ON.test(name) || byName.has(key) || byName.size === MAX_HEADERS) continue;
    byName.set(key, { name, value: shorten(cleanLine(value), MAX_VALUE) });
  }
  return [...byName.values()].filter(({ value }) => value !== '');
}
