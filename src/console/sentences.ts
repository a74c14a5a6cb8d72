import type { Strings } from './strings/index.js';

/** A sentence of ours in the words of the console, and in which language it then is. */
export interface Said {
  text: string;
  /** Undefined where it is the page's own. */
  lang: 'en' | undefined;
}

type Sentences = Strings['sentences'];
type Pattern = readonly [RegExp, string];

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

function wordsFor(text: string, sentences: Sentences): string | undefined {
  if (Object.hasOwn(sentences, text)) return sentences[text];
  for (const [pattern, words] of patternsOf(sentences)) {
    const [, ...values] = pattern.exec(text) ?? [];
    if (values.length > 0) return words.replaceAll('{}', () => valueFor(values.shift() ?? '', sentences));
  }
  return undefined;
}

/** Part of a sentence may have words of its own. */
function valueFor(value: string, sentences: Sentences): string {
  return (Object.hasOwn(sentences, value) && sentences[value]) || value;
}

function patternsOf(sentences: Sentences): Pattern[] {
  const known = PATTERNS.get(sentences);
  if (known) return known;
  const patterns = Object.entries(sentences)
    .filter(([sentence]) => sentence.includes('{}'))
    .map(([sentence, words]): Pattern => [patternOf(sentence), words]);
  PATTERNS.set(sentences, patterns);
  return patterns;
}

/** Values hold no line break, as no sentence does. */
function patternOf(sentence: string): RegExp {
  const parts = sentence.split('{}').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('(.+?)')}$`);
}
