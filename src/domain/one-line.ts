export const MAX_NAME_CHARACTERS = 100;
export const MAX_REASON_CHARACTERS = 500;

/** Whether a text is one that others may be shown: a line of so many characters that steers nobody's terminal. */
export function isOneLine(text: string, maxCharacters: number): boolean {
  return /^[^\p{C}]+$/u.test(text) && text.trim() !== '' && text.length <= maxCharacters;
}
