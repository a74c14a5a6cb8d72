import { said } from '../sentences.js';
import type { Strings } from '../strings/index.js';
import { Instant } from './instant.js';
import { Words } from './words.js';

/** Not one that is part of a name, such as a workflow's: whoever copies that is to find it. */
const INSTANT = /(?<![\w/-])(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)(?![\w/-])/;

interface SentenceProps {
  text: string;
  /** Where its words are looked for. */
  sentences?: Strings['sentences'];
  strings: Strings;
}

/** A sentence of ours, in the language of the page where it has the words; a screen reader is told where it stays English. */
export function Sentence({ text, sentences, strings }: SentenceProps) {
  const { text: words, lang } = said(text, { tag: strings.tag, sentences: sentences ?? strings.sentences });
  const parts = words
    .split(INSTANT)
    .map((part, index) =>
      index % 2 === 0 ? <Words text={part} /> : <Instant at={part} strings={strings} />,
    );
  return lang ? <span lang={lang}>{parts}</span> : <>{parts}</>;
}
