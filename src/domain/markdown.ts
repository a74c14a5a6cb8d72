/**
 * Somebody else's words as they are, wherever Markdown or HTML is shown: on one line, and nothing in them is a link, a
 * picture, a heading or code. ASCII punctuation marks may be escaped so (CommonMark, backslash escapes); commas and
 * quotes mean nothing in Markdown, and the Temporal UI would show the backslash before a comma.
 */
export function plainMarkdown(text: string, maxCharacters: number): string {
  const line = text.replaceAll(/[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  const characters = Array.from(line);
  const cut =
    characters.length > maxCharacters ? `${characters.slice(0, maxCharacters - 1).join('')}…` : line;
  return cut.replaceAll(/[!#-&(-+\--/:-@[-`{-~]/g, String.raw`\$&`);
}
