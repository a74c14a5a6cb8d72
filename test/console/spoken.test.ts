import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { said } from '../../src/console/sentences.js';
import { de } from '../../src/console/strings/de/index.js';
import { en } from '../../src/console/strings/en/index.js';
import type { Strings } from '../../src/console/strings/index.js';
import { examineSettings } from '../../src/doctor/settings.js';
import { NOT_SHARED } from '../../src/operations/judge-mapping.js';
import { schema } from '../../src/settings/schema.js';

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

/** What stands in quotes in a source text, with `{}` in the place of what differs. */
function textsIn(source: string): string[] {
  const literals = source.replaceAll(COMMENT, '').replaceAll(UNSEEN, '').matchAll(LITERAL);
  return [...literals]
    .map(([, single, double, template]) => single ?? double ?? template ?? '')
    .flatMap((text) => text.replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '{}').split(/\\n\s*/))
    .map((text) => text.replaceAll(/\\(['`])/g, '$1'));
}

function sentencesIn(source: string): string[] {
  return textsIn(source).filter((text) => SENTENCE.test(text) && !ELSEWHERE.includes(text));
}

const inWords = (text: string, strings: Pick<Strings, 'sentences' | 'tag'>) =>
  said(text.replaceAll('{}', '7'), strings);

describe('what people are told', () => {
  const files = readdirSync(SRC, { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && SPOKEN.some((spoken) => spoken.test(name)));
  const sentences = files.flatMap((name) =>
    sentencesIn(readFileSync(join(SRC, name), 'utf8')).map((sentence) => ({ name, sentence })),
  );

  it('has German words, whichever operation or page says it', () => {
    assert.ok(sentences.length > 90, `control: ${sentences.length}`);
    assert.deepEqual(
      sentences.filter(({ sentence }) => inWords(sentence, de).lang === 'en'),
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
        sentences.filter(({ sentence }) => COMMAND.test(inWords(sentence, strings).text)),
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

describe('what the check-up finds', () => {
  /** Calls of Temporal and of PowerShell, and what is told apart and not told. */
  const UNTOLD =
    /^(ExecutionStatus|TemporalReportedProblems|ArchiverNeedsAttention|Test-|temporal |not tried$)/;
  const folder = join(SRC, 'doctor');
  const texts = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll(/^import[^;]*;$/gm, ''))
    .flatMap(textsIn)
    .map((text) => text.replace(/^[A-Z]\w+: /, ''))
    .filter((text) => /[a-z]{2} |[a-z]{2}: /.test(text) && !UNTOLD.test(text));
  const keys = Object.keys({ ...de.sentences, ...de.health.checks });

  it('has German words, also where it is put together from several texts', () => {
    assert.ok(texts.length > 100, `control: ${texts.length}`);
    const isChecked = (text: string) =>
      inWords(text, { tag: 'de', sentences: de.health.checks }).lang === undefined;
    const isPartOf = (text: string) => (key: string) =>
      text.split('{}').every((piece) => key.includes(piece));
    assert.deepEqual(
      texts.filter((text) => !keys.some(isPartOf(text)) && !isChecked(text)),
      [],
    );
  });

  it('has German words for every setting that is missing or wrong, whose own name stays', () => {
    const wrong = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, '!']));
    for (const environment of [{}, wrong, { ...wrong, AZURE_CLIENT_SECRET: undefined }])
      for (const { detail } of examineSettings(environment)) {
        const { text, lang } = said(detail, de);
        assert.equal(lang, undefined, detail);
        assert.doesNotMatch(text, /\b(the|is|of|or)\b/);
      }
  });
});
