const MAX_CHARACTERS = 40;

/** What strangers chose, such as names: nothing of it may steer a terminal, or fill it. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, '?').slice(0, MAX_CHARACTERS);
}
