const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = /[ \t\r\n]*/y;
const END_OF_SCALAR = /[,\]}\s]|$/g;
const STRUCTURE = /["{}[\]]/g;

/**
 * The texts of the elements of the array under `key`, in the text of a JSON object that JSON.parse has taken. As there,
 * the last of several equal keys counts. Parsing alone would not keep what was delivered: numbers beyond 2^53 lose
 * digits, of two equal keys one is lost, and what is nested too deeply cannot be written again. Empty where there is no
 * such array.
 */
export function elementTexts(json: string, key: string): string[] {
  let found: string[] = [];
  for (let at = inside(json, spaceEnd(json, 0)); json[at] === '"';) {
    const keyEnd = stringEnd(json, at);
    const start = spaceEnd(json, spaceEnd(json, keyEnd) + 1);
    if (JSON.parse(json.slice(at, keyEnd)) === key) found = json[start] === '[' ? elements(json, start) : [];
    at = nextMember(json, valueEnd(json, start));
  }
  return found;
}

function elements(json: string, open: number): string[] {
  const texts: string[] = [];
  for (let at = inside(json, open); json[at] !== ']';) {
    const end = valueEnd(json, at);
    texts.push(json.slice(at, end));
    at = nextMember(json, end);
  }
  return texts;
}

/** Where the first member or the closing bracket stands. */
function inside(json: string, open: number): number {
  return spaceEnd(json, open + 1);
}

/** Past the comma, or at the closing bracket. */
function nextMember(json: string, at: number): number {
  const end = spaceEnd(json, at);
  return json[end] === ',' ? spaceEnd(json, end + 1) : end;
}

function valueEnd(json: string, at: number): number {
  if (json[at] === '"') return stringEnd(json, at);
  if (json[at] === '{' || json[at] === '[') return nestingEnd(json, at);
  END_OF_SCALAR.lastIndex = at;
  return END_OF_SCALAR.exec(json)?.index ?? json.length;
}

/** Counts and does not call itself: a stranger decides how deep it goes. */
function nestingEnd(json: string, open: number): number {
  let depth = 0;
  let at = open;
  do {
    STRUCTURE.lastIndex = at;
    const found = STRUCTURE.exec(json);
    if (found === null) return json.length;
    at = found[0] === '"' ? stringEnd(json, found.index) : found.index + 1;
    if (found[0] === '{' || found[0] === '[') depth += 1;
    if (found[0] === '}' || found[0] === ']') depth -= 1;
  } while (depth > 0);
  return at;
}

function stringEnd(json: string, quote: number): number {
  for (let at = quote + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
  }
  return json.length;
}

function spaceEnd(json: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(json);
  return Math.max(SPACE.lastIndex, at);
}
