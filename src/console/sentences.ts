import type { Strings } from './strings/index.js';

/** A sentence of ours in the words of the console, and in which language it then is. */
export interface Said {
  text: string;
  /** Undefined where it is the page's own. */
  lang: 'en' | undefined;
}

type Sentences = Strings['sentences'];
/** A sentence in the pieces between its `{}`, and its words. */
type Pattern = readonly [readonly string[], string];

const PATTERNS = new WeakMap<Sentences, Pattern[]>();

/**
 * What operations, check-up and mapping say is English and made for the command line. Where the language has other words
 * for a sentence these are taken, with what differs in it (`{}`) put in its place; else it stays as it is. Pure.
 */
export function said(text: string, { sentences, tag }: Pick<Strings, 'sentences' | 'tag'>): Said {
  const known = wordsFor(text, sentences);
  if (known !== undefined) return { text: known, lang: undefined };
  return { text, lang: tag === 'en' ? undefined : 'en' };
}

function wordsFor(
  text: string,
  sentences: Sentences,
  wordsOf = (part: string) => wordsOfPart(part, sentences),
): string | undefined {
  if (Object.hasOwn(sentences, text)) return sentences[text];
  for (const [pieces, words] of patternsOf(sentences)) {
    const values = valuesIn(text, pieces);
    if (values === undefined) continue;
    const known = values.map(wordsOf);
    return words.replaceAll('{}', () => known.shift() ?? '');
  }
  return undefined;
}

/**
 * Part of a sentence may have words of its own. Only a whole sentence is searched for parts again, and once: a name or a
 * reason that somebody gave may read like some of ours.
 */
function wordsOfPart(part: string, sentences: Sentences): string {
  const asItIs = (value: string) => (Object.hasOwn(sentences, value) && sentences[value]) || value;
  return (part.endsWith('.') && wordsFor(part, sentences, asItIs)) || asItIs(part);
}

function patternsOf(sentences: Sentences): Pattern[] {
  const known = PATTERNS.get(sentences);
  if (known) return known;
  const patterns = Object.entries(sentences)
    .filter(([sentence]) => sentence.includes('{}'))
    .map(([sentence, words]): Pattern => [sentence.split('{}'), words]);
  PATTERNS.set(sentences, patterns);
  return patterns;
}

/**
 * What stands between the pieces of a sentence; undefined where the text is another. A value is not empty and holds no
 * line break, as no sentence does. Walks over the text once: it may hold what somebody else's server has sent, and be
 * long. Pure.
 */
export function valuesIn(
  text: string,
  [first = '', ...pieces]: readonly string[],
  find = (piece: string, from: number) => text.indexOf(piece, from),
): string[] | undefined {
  const last = pieces.pop() ?? '';
  if (text.includes('\n') || !text.startsWith(first) || !text.endsWith(last)) return undefined;
  const values: string[] = [];
  let from = first.length;
  for (const piece of pieces) {
    const at = find(piece, from + 1);
    if (at === -1) return undefined;
    values.push(text.slice(from, at));
    from = at + piece.length;
  }
  const rest = text.slice(from, text.length - last.length);
  return rest === '' ? undefined : [...values, rest];
}
