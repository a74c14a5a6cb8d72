/** What no shell reads anything into. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command for a person to copy: as POSIX shells read it, each word comes out as it is here, whatever stands in it. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
