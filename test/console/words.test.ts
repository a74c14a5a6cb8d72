import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PLACES, REASON_PLACES } from '../../src/console/reason-places.js';
import { ErrorNotice } from '../../src/console/parts/error-notice.js';
import { FindingDetail, FindingStep } from '../../src/console/parts/finding.js';
import { ReasonStep } from '../../src/console/parts/reason.js';
import { Sentence } from '../../src/console/parts/sentence.js';
import { said, valuesIn } from '../../src/console/sentences.js';
import { de } from '../../src/console/strings/de/index.js';
import { en } from '../../src/console/strings/en/index.js';
import type { Finding } from '../../src/doctor/finding.js';
import { ArchiveError } from '../../src/domain/errors.js';
import { NEXT_STEP_OF_A_LOGIN } from '../../src/domain/next-step.js';
import { REASONS } from '../../src/domain/reasons.js';

const COMMANDS = /`(connector|mapping|doctor|backfill|runs|report|temporal|whatsapp-archiver) /;
const ADMIN = { name: 'ann', roles: ['data-connector-admin'] } as const;
const VIEWER = { name: 'vic', roles: ['viewer'] } as const;

const markup = (element: unknown): string => String(element);

describe('a reason in the words of the console', () => {
  it('names no command, in no language', () => {
    for (const { reasons, reasonSteps, loginSteps, sentences } of [en, de]) {
      const texts = [reasons, reasonSteps, loginSteps, sentences].flatMap((table) => Object.values(table));
      assert.deepEqual(
        texts.filter((text) => COMMANDS.test(text)),
        [],
      );
    }
  });

  it('leads to the pages where it is mended, for who may go there', () => {
    const step = (user: typeof ADMIN | typeof VIEWER): string =>
      markup(ReasonStep({ code: 'SourceRefusedLogin', connectorId: 'emea', user, strings: en }));
    assert.match(
      step(ADMIN),
      /<a href="\/connectors\/emea\/edit">Edit<\/a> <a href="\/connectors\/emea">Resume</,
    );
    assert.doesNotMatch(step(VIEWER), /<a /);
    assert.ok(Object.values(REASON_PLACES).every((places) => places.every((place) => place in PLACES)));
  });
});

describe('the notice of what was refused', () => {
  it('says in German what the code means and what to do', () => {
    const text = markup(ErrorNotice({ error: new ArchiveError('MailboxFull', 'The odd one.'), strings: de }));
    assert.match(text, /Das Postfach ist voll\..*<span lang="en">The odd one\.<\/span>.*Kontingent/s);
    assert.doesNotMatch(text, new RegExp(REASONS.MailboxFull.nextStep));
  });

  it('says every line in German, with the words that its parts have', () => {
    const lines = ['The TeleMessage site answered 302. It would lead elsewhere, and we do not follow.'];
    const error = new ArchiveError(
      'SourceAnswerInvalid',
      [...lines, '  Tried at https://a.example.', 'Tries left in the next 10 minutes: 1.'].join('\n'),
      { nextStep: 'Correct the address. Nothing was changed.' },
    );
    const text = markup(ErrorNotice({ error, strings: de }));
    assert.match(text, /hat mit 302 geantwortet\. Sie leitet anderswohin/);
    assert.match(
      text,
      /<li>Versucht unter https:\/\/a\.example\.<\/li><li>Verbleibende Versuche .*: 1\.<\/li>/,
    );
    assert.match(text, /Berichtigen Sie die Adresse\. Nichts wurde geändert\./);
    assert.doesNotMatch(text, /lang="en"/);
  });

  it('speaks of a login as of one that was tried just now', () => {
    const nextStep = NEXT_STEP_OF_A_LOGIN.SourceRefusedLogin;
    const error = new ArchiveError('SourceRefusedLogin', 'Refused.', { nextStep });
    const text = markup(ErrorNotice({ error, strings: en }));
    assert.match(text, /Correct the user name and the password or key, then try again/);
    assert.doesNotMatch(text, /hostKey|resume/);
  });

  it('speaks of first and last day where the command line has `from` and `to`', () => {
    const error = new ArchiveError(
      'InvalidArgument',
      'The backfill was not started:\n`to` must be later than `from`',
    );
    assert.match(markup(ErrorNotice({ error, strings: en })), /<li>The last day is before the first day\./);
    assert.match(markup(ErrorNotice({ error, strings: de })), /<li>Der letzte Tag liegt vor dem ersten\./);
  });
});

describe('what the check-up has found', () => {
  const finding = (changes: Partial<Finding>): Finding => ({
    area: 'source',
    check: 'emea: login',
    state: 'bad',
    detail: 'SourceRefusedLogin: TeleMessage refused.',
    nextStep: null,
    ...changes,
  });

  it('is its reason in the words of the console, and what else was seen in English', () => {
    assert.match(
      markup(FindingDetail({ finding: finding({}), strings: de })),
      /TeleMessage verweigert die Anmeldung\..*<span lang="en">TeleMessage refused\.<\/span>/s,
    );
    const { nextStep } = REASONS.SourceRefusedLogin;
    const step = markup(FindingStep({ finding: finding({ nextStep }), strings: en }));
    assert.equal(step, en.reasonSteps.SourceRefusedLogin);
  });

  it('has times that the reader’s own zone is put beside', () => {
    const text = markup(Sentence({ text: 'next run at 2026-11-27T02:00:00.000Z', strings: de }));
    assert.match(text, /^nächster Lauf: <time datetime="2026-11-27T02:00:00.000Z">27\.11\.2026, 02:00 UTC</);
  });
});

describe('a sentence that has words of its own', () => {
  it('keeps what differs in it, and what is known of that in other words', () => {
    assert.deepEqual(said('the mailbox of a mapped user opens; mails in its folder: 1,204', de), {
      text: 'das Postfach von einem zugeordneten Benutzer öffnet sich; Mails in seinem Ordner: 1,204',
      lang: undefined,
    });
    const nested = said(`Correct the address. ${'Nothing was changed. '.repeat(3).trim()}`, de);
    assert.match(nested.text, /Nothing was changed\. Nichts wurde geändert\. Nichts wurde geändert\.$/);
    assert.deepEqual(said('constructor', de), { text: 'constructor', lang: 'en' });
    assert.deepEqual(said('Said nowhere.', en), { text: 'Said nowhere.', lang: undefined });
  });

  it('is found in one walk over the text, however long that is and however often a piece of it comes', () => {
    const text = `a ${' b '.repeat(100_000)} c`;
    let walked = 0;
    const find = (piece: string, from: number): number => {
      const at = text.indexOf(piece, from);
      walked += (at === -1 ? text.length : at) - from;
      return at;
    };
    assert.equal(valuesIn(text, ['a', ' b ', ' b ', ' c'], find)?.length, 3);
    assert.equal(valuesIn(text, ['a', ' b ', ' d ', ' c'], find), undefined);
    assert.equal(valuesIn(text, ['a', ' b ', ' b ', ' d'], find), undefined);
    assert.ok(walked <= 2 * text.length, String(walked));
  });

  it('has a value for each of its places, and no line break in them', () => {
    const pieces = ['{', ' of ', '}'];
    assert.deepEqual(valuesIn('{1 of 2 of 3}', pieces), ['1', '2 of 3']);
    for (const other of ['{ of 2}', '{1 of }', '{1 of', '1 of 2}', '{1 of 2\n}', '{1, 2}', '{ of }'])
      assert.equal(valuesIn(other, pieces), undefined, other);
    assert.equal(valuesIn('ab', ['ab', 'b']), undefined, 'pieces do not overlap');
  });

  it('is one that the program still says', async () => {
    const source = await ourSource();
    const tables = [en, de].flatMap(({ sentences, health }) => [sentences, health.checks]);
    const lost = tables.flatMap((table) =>
      Object.keys(table).filter((sentence) => !partsOf(sentence).every((part) => source.includes(part))),
    );
    assert.deepEqual(lost, []);
  });
});

/** Of a sentence put together from others, each of them. */
function partsOf(sentence: string): string[] {
  return sentence
    .split(
      /\{\}|; |(?:installed )?mapping file|(?<=line|answer|because|hours|days) |(?<=\()| (?=is (?:of|nobody))/,
    )
    .filter((part) => part.trim().length > 3);
}

/** All of the program that is not the console's own words, as its texts read. */
async function ourSource(): Promise<string> {
  const root = new URL('../../src/', import.meta.url).pathname;
  const files = await readdir(root, { recursive: true });
  const ours = files.filter((name) => /\.tsx?$/.test(name) && !name.startsWith('console/strings'));
  const texts = await Promise.all(ours.map(async (name) => await readFile(join(root, name), 'utf8')));
  return texts.join('\n').replaceAll("\\'", "'").replaceAll('\\`', '`');
}
