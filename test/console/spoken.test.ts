import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { said } from '../../src/console/sentences.js';
import { de } from '../../src/console/strings/de/index.js';
import { en } from '../../src/console/strings/en/index.js';
import type { Strings } from '../../src/console/strings/index.js';
import { NOT_SHARED } from '../../src/operations/judge-mapping.js';

const SRC = new URL('../../src/', import.meta.url).pathname;
/** What tells people something on a page: operations, pages, and of the rest what these call upon. */
const SPOKEN = [
  /^operations\//,
  /^console\/(?!strings|settings\.ts|serve\.ts|tls-files\.ts)/, // what is left out ends the process before there is a page
  /^secrets\.ts$/,
  /^storage\/(connectors|drafts)\.ts$/,
  /^temporal\/(backfills|connect|schedules|search-attributes)\.ts$/,
  /^microsoft365\/credential\.ts$/,
  /^sources\/telemessage\/(session|refusal|http|body)\.ts$/,
  /^sources\/telemessage-sftp\/(connect|credentials|private-key|server|server-errors)\.ts$/,
];
/** Has words of its own on the page where it stands. */
const ELSEWHERE = [NOT_SHARED];

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
/** Lines of the log, and what our own code says to itself. */
const UNSEEN = /(?:ogger\.\w+|new (?:Type|Range)?Error|new DOMException)\(\s*(?:'[^'\n]*'|`[^`]*`)/g;
const LITERAL = /'((?:[^'\\\n]|\\.)*)'|"([^"\\\n]*)"|`((?:[^`\\]|\\.)*)`/g;
/** More than one word, and ended as a sentence is. */
const SENTENCE = /^\S.*[a-z]{2} .*[.:]$/;
const COMMAND =
  /`(connector|mapping|doctor|backfill|report|temporal) |\b(source|mapping|schedule|target)\.[a-z]\w+/;

/** The sentences of a source text, with `{}` in the place of what differs. */
function sentencesIn(source: string): string[] {
  const literals = source.replaceAll(COMMENT, '').replaceAll(UNSEEN, '').matchAll(LITERAL);
  return [...literals]
    .map(([, single, double, template]) => single ?? double ?? template ?? '')
    .flatMap((text) => text.replaceAll(/\$\{[^}]*\}/g, '{}').split(/\\n\s*/))
    .map((text) => text.replaceAll(/\\(['`])/g, '$1'))
    .filter((text) => SENTENCE.test(text) && !ELSEWHERE.includes(text));
}

describe('what people are told', () => {
  const files = readdirSync(SRC, { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && SPOKEN.some((spoken) => spoken.test(name)));
  const sentences = files.flatMap((name) =>
    sentencesIn(readFileSync(join(SRC, name), 'utf8')).map((sentence) => ({ name, sentence })),
  );
  const inWordsOf = (sentence: string, strings: Strings) => said(sentence.replaceAll('{}', '7'), strings);

  it('has German words, whichever operation or page says it', () => {
    assert.ok(sentences.length > 90, `control: ${sentences.length}`);
    assert.deepEqual(
      sentences.filter(({ sentence }) => inWordsOf(sentence, de).lang === 'en'),
      [],
    );
  });

  it('names no command and no field of the connector file', () => {
    assert.ok(
      sentences.some(({ sentence }) => COMMAND.test(sentence)),
      'control',
    );
    for (const strings of [en, de])
      assert.deepEqual(
        sentences.filter(({ sentence }) => COMMAND.test(inWordsOf(sentence, strings).text)),
        [],
      );
  });

  it('is found in a source text whatever it is written as, and what nobody is told is not', () => {
    const source = [
      "/** 'A comment is none.' */ // 'Nor is this one.'",
      "logger.warn('The log is none.', { at: 'x' }); throw new TypeError('Our own fault is none.');",
      String.raw`say('This isn\'t hidden.', "That isn't either.", 'not one', 'No.');`,
      String.raw`say(\`And a \${third} is: \${x ?? ''}.\n  With a line.\`);`.replaceAll(/\\(?=[`$])/g, ''),
    ].join('\n');
    assert.deepEqual(sentencesIn(source), [
      "This isn't hidden.",
      "That isn't either.",
      'And a {} is: {}.',
      'With a line.',
    ]);
  });
});
