import { z } from 'zod';

/**
 * An https address without credentials, query and fragment; its slashes at the end are dropped, so that paths can be
 * appended. Plain http would carry passwords and messages in the clear.
 */
export const httpsAddress = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing (an https address)' : 'is no text') })
  .trim()
  .refine(isHttpsAddress, 'is not an https address without user, password, query and fragment')
  .transform((text) => text.replace(/\/+$/, ''));

function isHttpsAddress(text: string): boolean {
  // Characters that URL would drop or turn: what is stored must be what is called.
  if (!URL.canParse(text) || /[?#\\\s]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}
