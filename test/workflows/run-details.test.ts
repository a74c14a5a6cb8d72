import assert from 'node:assert/strict';
import { REASONS, type ReasonCode } from '../../src/domain/reasons.js';
import { emptyCounts } from '../../src/domain/report.js';
import type { Progress, ReasonTimes } from '../../src/domain/run.js';
import { detailsOf, type Account } from '../../src/workflows/run-details.js';
import { newState, progressOf } from '../../src/workflows/run-state.js';

const NOON = '2026-11-20T12:00:00.000Z';
const WINDOW = { from: '2026-11-19T02:00:00.000Z', to: '2026-11-20T02:00:00.000Z' };

describe('the details of a run in the Temporal UI', () => {
  it('begin with how far it is and how long it still takes', () => {
    const items = { seen: 500, done: 350, total: 1_200, underWay: 40 };
    const text = details({ items, leftMs: 2_460_000, rate: 4.2, counts: counts({ imported: 700 }) });
    assert.match(text, /^### Archiving: 350 of 1200 items done at 12:00 UTC, about 41 min left\n/);
    assert.match(text, /^- \*\*700\*\* copies imported, 4\.2 a second over the last minutes$/m);
    assert.match(text, /^- \*\*40\*\* items under way: what one waits for /m);
    assert.match(text, /from \*\*2026-11-19 02:00 UTC\*\* to \*\*2026-11-20 02:00 UTC\*\*, part 1 of 2$/m);
    assert.match(text, /\n\nWhich copies: `whatsapp-archiver report run\/emea-1`$/);
  });

  it('name the phase in words', () => {
    assert.equal(details({ phase: 'opening', window: null }, { connectorId: null }), '### Opening the run');
    assert.match(
      details({ phase: 'open-items' }),
      /^### Taking up what earlier runs left open: no items so far\n/,
    );
    assert.match(details({ phase: 'reporting' }), /^### Writing the report\n/);
    assert.match(details({ phase: 'ended' }), /^### Ended: the report says how\n/);
  });

  it('say next what it waits for and since when, and where to look if that lasts', () => {
    const [, second] = lines({ waitingFor: 'the source: page 3', waitingSince: '2026-11-20T02:14:59.000Z' });
    assert.equal(
      second,
      '**Waiting since 2026-11-20 02:14 UTC for the source: page 3.** If that lasts, _Pending Activities_ says why: Last Failure.',
    );
  });

  it('say next how many copies have failed and how many items are parked', () => {
    const [, failed, parked] = lines({ counts: counts({ failed: 1 }), parked: 3 });
    assert.equal(failed, '**1 copy has failed**: see below.');
    assert.match(
      parked ?? '',
      /^\*\*3 items are parked\*\*: the world refused them for now\. .* once more after the last page/,
    );
  });

  it('say that the lookback is listed, without a count of what it may come to', () => {
    const text = details({ isLookback: true, items: { seen: 3, done: 1 } });
    assert.match(text, /^### Looking for items of the past that turned up late\n\nArchived at .* UTC\*\*\n/);
  });

  it('say in the last round how many items are still to be taken up once more', () => {
    const [first, failed, parked] = lines({ counts: counts({ failed: 3 }), parked: 3, isLastRound: true });
    assert.equal(first, '### Taking up once more what was refused: 3 items to go at 12:00 UTC');
    assert.match(failed ?? '', /^\*\*3 copies have failed\*\*/);
    assert.match(parked ?? '', /^\*\*3 items are parked\*\*: each is tried once more now\. /);
  });

  it('say of a pause since when, why, and how to go on, and show the note as plain words', () => {
    const note = 'mailboxes are moved (paused by [me](http://evil.example))\n# Ended';
    const [first, second, third] = lines({ paused: { note, since: WINDOW.to } });
    assert.equal(first, '### Paused since 2026-11-20 02:00 UTC: nothing new starts');
    assert.equal(
      second,
      String.raw`> mailboxes are moved \(paused by \[me\]\(http\:\/\/evil\.example\)\) \# Ended`,
    );
    assert.match(third ?? '', /`whatsapp-archiver connector resume emea`/);
  });

  it('list what failed and what is partial by reason, the most frequent first, with the next steps', () => {
    const account = { reasons: { MalformedItem: 1, NoMapping: 7 }, partials: { AttachmentTooLarge: 2 } };
    const text = details({ phase: 'ended', outcome: 'completed-with-failures' }, account);
    assert.match(
      text,
      /#### What failed, and the next step\n\n- \*\*NoMapping\*\*, 7 times\. .*\n- \*\*MalformedItem\*\*, 1 time\. /,
    );
    assert.match(
      text,
      /#### What arrived without .*\n\n- \*\*AttachmentTooLarge\*\*, 2 times\. The mail names/,
    );
  });

  it('say of an ended run what needs a person first', () => {
    const second = (outcome: string, changes: Partial<Progress> = {}, account: Partial<Account> = {}) =>
      lines({ phase: 'ended', outcome, ...changes }, account)[1];
    assert.match(second('completed') ?? '', /^All that the source showed has arrived\./);
    assert.equal(
      second('completed-with-failures', { counts: counts({ failed: 9, partiallyImported: 1 }) }),
      '**9 copies failed**, **1 arrived without some attachments**: see below.',
    );
    assert.match(
      second('incomplete', {}, { reason: 'SourceIncomplete' }) ?? '',
      /^\*\*SourceIncomplete:\*\* The source/,
    );
    assert.match(second('inconsistent') ?? '', /defect of ours/);
    assert.match(second('completed-with-failures') ?? '', /^Archived at the source/);
  });

  it('say of a run that was never opened where it says why, and of no report', () => {
    const ended = { phase: 'ended', outcome: 'failed', window: null } as const;
    const text = details(ended, { connectorId: null, reason: 'InvalidArgument' });
    assert.match(text, /^### Ended: failed\n\nIt was never opened, .* _Result_ says why, and what to do\.$/);
  });

  it('say of a run whose items need a newer program at least how often', () => {
    const reasons = { ReasonOfTomorrow: 2 } as ReasonTimes;
    assert.match(details({}, { reasons }), /\*\*ReasonOfTomorrow\*\*, 2 times\. The report says more\./);
  });

  it('say what the source did not deliver, and the next steps', () => {
    const missing = {
      gaps: [{ from: '2026-11-19T02:00:00.000Z', to: '2026-11-19T07:00:00.000Z' }],
      sourceFaults: [{ name: 'drop-1.zip', reason: 'DropMissing' as const }],
      count: 3,
    };
    const text = details({ phase: 'ended', outcome: 'incomplete' }, { missing });
    assert.match(text, /^- purged: \*\*2026-11-19 02:00 UTC\*\* to \*\*2026-11-19 07:00 UTC\*\*$/m);
    assert.match(text, /^- `drop-1\.zip`: \*\*DropMissing\*\*\n- and 2 more names, see the report$/m);
    assert.match(text, /^\*\*WindowPurged\*\* .*export/m);
    assert.match(text, /^\*\*DropMissing\*\* /m);
    assert.doesNotMatch(details({ phase: 'ended' }), /did not deliver/);
  });

  it('stay below what Temporal takes, whatever has gone wrong', () => {
    const codes = Object.keys(REASONS) as ReasonCode[];
    const all = Object.fromEntries(codes.map((code) => [code, 1_000_000]));
    const missing = {
      gaps: Array.from({ length: 1_000 }, () => WINDOW),
      sourceFaults: codes.slice(0, 20).map((reason) => ({ name: 'x'.repeat(100), reason })),
      count: 1_000,
    };
    const changes = { paused: { note: '🏴'.repeat(5_000), since: NOON }, parked: 1_000, waitingFor: 'it' };
    const text = details(changes, { reasons: all, partials: all, missing, reason: 'NoLongerMapped' });
    assert.match(text, /- and \d+ more reasons, see the report/);
    assert.match(text, /- and 980 more periods, see the report/);
    assert.ok(Buffer.byteLength(text) < 20_000, `${Buffer.byteLength(text)} bytes`);
  });
});

function details(changes: Partial<Progress>, account: Partial<Account> = {}): string {
  const progress: Progress = {
    ...progressOf(newState(0), 0),
    phase: 'archiving',
    window: WINDOW,
    slice: { index: 0, of: 2 },
    ...changes,
  };
  return detailsOf(progress, {
    workflowId: 'run/emea-1',
    connectorId: 'emea',
    asOf: NOON,
    reasons: {},
    partials: {},
    reason: null,
    ...account,
  });
}

function lines(changes: Partial<Progress>, account: Partial<Account> = {}): string[] {
  return details(changes, account).split('\n\n');
}

function counts(changes: Partial<Progress['counts']>): Progress['counts'] {
  return { ...emptyCounts(), ...changes };
}
