import { createHash } from 'node:crypto';
import type { Strings } from '../../strings/index.js';

/** Of the text of the terms, in all languages: it changes with every change of a word that means something else. */
export const TERMS_VERSION = '2026-11';

/** SHA-256, in hex, of the text as it is shown: what was accepted can be told from it later. */
export function termsDigest({ terms }: Pick<Strings, 'terms'>): string {
  return createHash('sha256').update(terms.text.join('\n')).digest('hex');
}
