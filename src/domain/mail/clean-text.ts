const REPLACEMENT = '\ufffd';

/**
 * What a stranger wrote, fit for a header, a subject or a table cell: one line, no controls, no half surrogates, and
 * without the bidirectional formatting characters that could make a number or a file name read backwards
 * (Unicode TR 9, 2.1 and 2.2). Controls leave a visible U+FFFD, so that nobody reads past where something stood.
 */
export function cleanLine(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Surrogate}]/gu, REPLACEMENT)
    .trim();
}

/** What a stranger wrote, with its line breaks (as \n) and tabs. Bidirectional characters stay: the renderer isolates them. */
export function cleanBlock(text: string): string {
  return text
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/gu, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Surrogate}/gu, REPLACEMENT);
}

/** At most `max` code points; a cut shows as an ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const codePoints = Array.from(text);
  return codePoints.length <= max ? text : `${codePoints.slice(0, max - 1).join('')}…`;
}
