import assert from 'node:assert/strict';
import { previewText } from '../../src/cli/mapping-text.js';
import { withDaysInHand } from '../../src/domain/days-in-hand.js';
import type { CalendarDay } from '../../src/console/connectors/calendar.js';
import { Calendar } from '../../src/console/parts/calendar.js';
import { MappingPreview } from '../../src/console/parts/mapping-preview.js';
import { pageOf, Pager } from '../../src/console/parts/pager.js';
import { ColumnPlot } from '../../src/console/parts/plot.js';
import { Sparkline } from '../../src/console/parts/sparkline.js';
import { Sentence } from '../../src/console/parts/sentence.js';
import { ProgressBar, progressText } from '../../src/console/parts/progress.js';
import { Words } from '../../src/console/parts/words.js';
import type { Progress } from '../../src/domain/run.js';
import { emptyCounts } from '../../src/domain/report.js';
import type { PersonChange, Preview } from '../../src/mapping/preview.js';
import { de } from '../../src/console/strings/de/index.js';
import { en } from '../../src/console/strings/en/index.js';

const WORDS = { title: 'Items per day', label: 'Day', value: 'Items', bad: 'Failed' };
const markup = (element: unknown): string => String(element);

describe('a plot', () => {
  const plot = (columns: { label: string; value: number; bad?: number }[]): string =>
    markup(ColumnPlot({ columns, words: WORDS, strings: en }));

  it('says in words which column is the highest, and holds every number in a table', () => {
    const text = plot([
      { label: '1 Nov', value: 1_200, bad: 3 },
      { label: '2 Nov', value: 40 },
    ]);
    assert.match(text, /aria-label="Items per day\. Highest: 1 Nov: 1,200, Failed: 3"/);
    assert.match(text, /<th scope="row">2 Nov<\/th><td class="number">40<\/td><td class="number">0<\/td>/);
  });

  it('draws nothing for nothing, and something for the least', () => {
    const heights = (text: string) =>
      [...text.matchAll(/height="([\d.]+)"><\/rect>/g)].map(([, h]) => Number(h));
    assert.deepEqual(heights(plot([{ label: 'a', value: 0 }])), []);
    const [least, most] = heights(
      plot([
        { label: 'a', value: 1 },
        { label: 'b', value: 100_000 },
      ]),
    );
    assert.ok(least === 2 && most !== undefined && most > 100, `${least}, ${most}`);
  });

  it('shows without color what failed, however little of how much', () => {
    const columns = [
      { label: 'a', value: 100_000, bad: 1 },
      { label: 'b', value: 100_000 },
    ];
    const text = plot(columns);
    assert.match(text, /class="mark bad" [^>]*height="2"/);
    assert.equal(text.split('>✕</text>').length - 1, 1);
  });

  it('has lines at round numbers', () => {
    const lines = (value: number) =>
      [...plot([{ label: 'a', value }]).matchAll(/<text x="0"[^>]*>([^<]+)</g)].map(([, text]) => text);
    assert.deepEqual(lines(1), ['2', '1', '0']);
    assert.deepEqual(lines(9), ['10', '5', '0']);
    assert.deepEqual(lines(1_201), ['2,000', '1,000', '0']);
    assert.deepEqual(lines(0), ['0']);
  });

  it('is there without a column', () => {
    assert.match(plot([]), /aria-label="Items per day"/);
  });

  it('has no style of its own, which the policy of the console forbids', () => {
    assert.doesNotMatch(plot([{ label: 'a', value: 3 }]), /style=/);
  });
});

describe('a sparkline', () => {
  const day = { day: '2026-11-26', runs: 1, imported: 0, failed: 0 };

  it('is a path for each of imported, failed and no run at all', () => {
    const days = [day, { ...day, runs: 0 }, { ...day, imported: 9_997, failed: 3 }];
    const paths = [...markup(Sparkline({ days })).matchAll(/class="([^"]+)" d="([^"]+)"/g)];
    assert.deepEqual(
      paths.map(([, name, path]) => [name, path]),
      [
        ['mark none', 'M5 28V27h4V28'],
        ['mark', 'M0 28V26h4V28M10 26V0h4V26'],
        ['mark bad', 'M10 28V26h4V28'],
      ],
    );
  });

  it('of a month is short: a list has hundreds of them', () => {
    const days = Array.from({ length: 30 }, (_, index) => ({ ...day, imported: index * 977, failed: index }));
    assert.ok(markup(Sparkline({ days })).length < 1_200);
  });
});

describe('a month of the calendar', () => {
  const dayOf = (day: string, archived: CalendarDay['archived'], failed = 0): CalendarDay => ({
    day,
    archived,
    imported: 0,
    failed,
  });

  it('says of each day in words how it stands, also where only a mark is seen, which has its legend', () => {
    const days = [dayOf('2026-06-01', 'whole', 2), dayOf('2026-06-02', 'unknown')];
    const text = markup(Calendar({ month: '2026-06', days, strings: en }));
    assert.match(
      text,
      /<span class="words">Archived<\/span><span class="brief" aria-hidden="true">✓<\/span>/,
    );
    assert.match(
      text,
      /<span class="words">Not known<\/span><span class="brief" aria-hidden="true">\?<\/span>/,
    );
    assert.match(text, /aria-hidden="true">✓\u00A0Archived · \?\u00A0Not known · ✕\u00A0Failed<\/p>/);
  });
});

describe('a pager', () => {
  const pager = (page: number, pages: number): string =>
    markup(Pager({ page, pages, href: (to) => `?page=${to}`, label: 'Rows', strings: en }));

  it('is nothing where there is one page', () => {
    assert.equal(Pager({ page: 1, pages: 1, href: String, label: 'Rows', strings: en }), null);
  });

  it('leads to the pages around, the first and the last', () => {
    const shown = [...pager(50, 2_000).matchAll(/>([\d,…]+)</g)].map(([, text]) => text);
    assert.deepEqual(shown, ['1', '…', '49', '50', '51', '…', '2,000']);
    assert.doesNotMatch(pager(1, 3), /Previous/);
    assert.doesNotMatch(pager(3, 3), /Next/);
  });

  it('shows the last page to who asks for one beyond it', () => {
    assert.deepEqual(pageOf([1, 2], 7), { rows: [1, 2], page: 1, pages: 1 });
  });
});

describe('how far a run is, in words', () => {
  const archiving = {
    phase: 'archiving',
    items: { seen: 359, done: 268, total: 359 },
    counts: emptyCounts(),
    slice: null,
    rate: 0,
    paused: null,
  } as Progress;
  const text = (changes: Partial<Progress>): string => progressText({ ...archiving, ...changes }, en);

  it('names the part whose items they are, where there are several', () => {
    assert.equal(text({ slice: { index: 0, of: 2 } }), '268 of 359 items done · part 1 of 2 · 0 imported');
    assert.equal(text({ slice: { index: 0, of: 1 } }), '268 of 359 items done · 0 imported');
  });

  describe('of a backfill', () => {
    const backfill = (all: number, done: number): Progress => ({
      ...archiving,
      counts: { ...emptyCounts(), imported: done * 10 },
      items: { seen: done * 359, done: done * 359 },
      days: { all, done, running: Math.min(2, all - done), troubled: 0 },
    });
    const day = {
      ...archiving,
      counts: { ...emptyCounts(), imported: 268 },
      rate: 4.5,
      leftMs: 20_000,
      lately: { items: 268, copies: 268, ms: 60_000 },
    };

    it('says of its only day how far that is', () => {
      const shown = withDaysInHand(backfill(1, 0), [day]);
      assert.equal(
        progressText(shown, en),
        '0 of 1 days done · 268 of 359 items of the days under way · 268 imported · 4.5 copies per second · about 20 s left',
      );
      assert.match(markup(ProgressBar({ progress: shown, strings: en })), /<progress value="0.747" max="1"/);
    });

    it('counts the days under way with those that have ended, and reckons by items', () => {
      const shown = withDaysInHand(backfill(4, 1), [day, day]);
      assert.match(
        progressText(shown, en),
        /^1 of 4 days done · 536 of 718 items .* · 546 imported · 9 .* about 101 s left$/,
      );
      assert.match(markup(ProgressBar({ progress: shown, strings: en })), /<progress value="0.623"/);
    });

    it('says what it knows itself while no day says anything', () => {
      assert.equal(progressText(withDaysInHand(backfill(4, 1), []), en), '1 of 4 days done · 10 imported');
      const silent = { ...day, items: { seen: 0, done: 0 }, counts: emptyCounts(), rate: 0 };
      assert.match(
        progressText(withDaysInHand(backfill(1, 0), [silent]), en),
        /^0 of 1 days done · 0 imported/,
      );
    });
  });
});

describe('what a mapping would change', () => {
  const ann = { id: 'ann', mail: 'ann@contoso.example' } as PersonChange['after'];
  const person = { person: '447700900123', displayName: '', before: null, after: ann, items: 2 };
  const preview: Preview = {
    gaining: [person],
    losing: [],
    moving: [],
    seen: 1,
    without: 0,
    copies: 2,
    left: 0,
  };

  it('does not say of somebody whose mailbox stays that they newly receive mail', () => {
    const staying = { ...preview, gaining: [{ ...person, before: ann }] };
    const page = markup(MappingPreview({ preview: staying, strings: en }));
    assert.match(page, /Newly receive mail: 0.*Only receive what was left for them so far: 1/s);
    assert.match(
      previewText(staying, { automatic: true }),
      /Newly receive mail: nobody\nOnly receive .*: 1\n/,
    );
  });

  it('says it of somebody who had none', () => {
    assert.match(markup(MappingPreview({ preview, strings: en })), /Newly receive mail: 1(?!.*Only)/s);
    assert.match(previewText(preview, { automatic: true }), /Newly receive mail: 1(?!.*Only)/s);
  });
});

describe('the German words', () => {
  it('have one word for a backfill', () => {
    assert.doesNotMatch(
      JSON.stringify(de, (_key, value: unknown) => (typeof value === 'function' ? String(value) : value)),
      /Nachhol|Rückstand/,
    );
  });
});

describe('a sentence', () => {
  const at = '2026-11-26T02:00:00Z';
  const sentence = (text: string): string => markup(Sentence({ text, strings: en }));

  it('writes an instant as it is written everywhere', () => {
    assert.equal(sentence(`Since ${at}.`), `Since <time datetime="${at}">26 Nov 2026, 02:00 UTC</time>.`);
  });

  it('leaves a name that holds an instant whole', () => {
    for (const name of [`run/emea-${at}`, `${at}_copy`, `${at}/log`, `run/${at}`])
      assert.equal(sentence(`It is ${name}, of late`), `It is ${name}, of late`);
  });
});

describe('words with commands', () => {
  it('show these as code', () => {
    assert.equal(markup(Words({ text: 'Run `a < b` now.' })), 'Run <code>a &lt; b</code> now.');
  });
});
