const SPACE = /[ \t\r\n]*/y;
const TOKEN = /[{}[\]:,]|"(?:[^"\\]|\\[^])*"|[^\s{}[\]:,"]+/y;
const VALUE = '"0{[';

export type JsonText = { value: unknown } | { fault: { line: number; column: number } };

/**
 * Parses JSON, or says where it stops being JSON (both from 1). JSON.parse does not always tell the place, and its
 * messages repeat the text, which can hold a password.
 */
export function parseJson(text: string): JsonText {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const before = text.slice(0, faultyIndex(text)).split(/\r\n|\r|\n/);
    return { fault: { line: before.length, column: (before.at(-1) ?? '').length + 1 } };
  }
}

/** Walks the tokens of RFC 8259 up to the first one that may not stand where it stands. */
function faultyIndex(text: string): number {
  const closers: string[] = [];
  let expected = VALUE;
  let isKey = false;
  for (let at = 0; ;) {
    at = endOf(SPACE, text, at) ?? at;
    const end = endOf(TOKEN, text, at);
    const kind = kindOf(text, at);
    if (end === undefined || !expected.includes(kind) || !isToken(kind, text.slice(at, end))) return at;
    at = end;
    if (kind === '{' || kind === '[') {
      closers.push(kind === '{' ? '}' : ']');
      isKey = kind === '{';
      expected = isKey ? '"}' : `${VALUE}]`;
    } else if (kind === ',') {
      isKey = closers.at(-1) === '}';
      expected = isKey ? '"' : VALUE;
    } else if (kind === ':' || (kind === '"' && isKey)) {
      isKey = false;
      expected = kind === ':' ? VALUE : ':';
    } else {
      if (kind === closers.at(-1)) closers.pop();
      expected = closers.length > 0 ? `,${closers.at(-1)}` : '';
    }
  }
}

/** Strings with a line break or a wrong escape, and words such as `nul`, are no tokens of JSON. */
function isToken(kind: string, token: string): boolean {
  if (kind !== '"' && kind !== '0') return true;
  try {
    JSON.parse(token);
    return true;
  } catch {
    return false;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** A character per kind of token: punctuation itself, `"` for a string, `0` for numbers and words. */
function kindOf(text: string, at: number): string {
  const first = text.charAt(at);
  return '{}[]:,"'.includes(first) ? first : '0';
}
