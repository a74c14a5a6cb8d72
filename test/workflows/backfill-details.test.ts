import assert from 'node:assert/strict';
import { emptyCounts } from '../../src/domain/report.js';
import type { BackfillDay } from '../../src/domain/run.js';
import { backfillDetailsOf, type BackfillStanding } from '../../src/workflows/backfill-details.js';

describe('the details of a backfill in the Temporal UI', () => {
  it('say how many days are done, and list those to be looked at before the others', () => {
    const days = [
      day('2026-11-01', 'completed', { imported: 5, skipped: 2 }),
      day('2026-11-02', 'completed-with-failures', { imported: 4, failed: 1 }),
      { ...day('2026-11-03', 'completed'), missing: true as const },
      { ...day('2026-11-04', 'running'), counts: null },
      { ...day('2026-11-05', 'waiting'), counts: null, runId: null },
    ];
    const text = details({ days });
    assert.match(
      text,
      /^### 3 of 5 days done, 1 under way\n\n\*\*2 days are to be looked at\*\*: see below\.\n/,
    );
    assert.match(
      text,
      /^In the days that have ended: 9 imported, 0 partially imported, 2 skipped, 1 failed$/m,
    );
    assert.match(
      text,
      /To be looked at\n\n- \*\*2026-11-02\*\* completed-with-failures: 4 imported, .*, 1 failed \(run `run-1`\)\n- \*\*2026-11-03\*\* .*, not all delivered by the source/,
    );
    assert.match(
      text,
      /Under way: the run of each shows how far it is\n\n- \*\*2026-11-04\*\* running \(run `run-1`\)/,
    );
    assert.match(text, /Done, latest first\n\n- \*\*2026-11-01\*\* completed/);
    assert.doesNotMatch(text, /2026-11-05/);
    assert.match(text, /As of 2026-11-20 12:00 UTC\./);
    assert.doesNotMatch(details({ days: days.slice(3) }), /imported/);
    assert.match(details({ days: days.slice(3, 4) }), /^### 0 of 1 day done, 1 under way\n/);
  });

  it('say of a month that was archived before that nothing was new', () => {
    const skipped = { availableForImport: 3, skipped: 3 };
    const days = [day('2026-11-01', 'completed', skipped), day('2026-11-02', 'completed', skipped)];
    assert.match(
      details({ days }),
      /^### 2 of 2 days done\n\n0 imported, .*, 6 skipped, 0 failed: all of it was there already\n/,
    );
    assert.doesNotMatch(details({ days: [day('2026-11-01', 'completed')] }), /all of it was there/);
  });

  it('say why it is paused and how to go on, with the note as plain words', () => {
    const paused = { note: '<b>stop</b>', since: '2026-11-20T02:00:00.000Z' };
    const text = details({ days: [day('2026-11-01', 'running')], paused });
    assert.match(text, /^### 0 of 1 day done, paused since 2026-11-20 02:00 UTC\n/);
    assert.ok(text.includes(String.raw`> \<b\>stop\<\/b\>`));
    assert.match(text, /`whatsapp-archiver backfill resume emea`/);
  });

  it('say of a pause of its connector the same, with the other command, and of both the one after the other', () => {
    const connectorPaused = { note: 'quota', since: '2026-11-20T03:00:00.000Z' };
    const days = [day('2026-11-01', 'running')];
    const text = details({ days, connectorPaused });
    assert.match(
      text,
      /^### 0 of 1 day done, paused since 2026-11-20 03:00 UTC\n\n> quota\n\nTo go on: `whatsapp-archiver connector resume emea`/,
    );
    const paused = { note: 'a busy day', since: '2026-11-20T02:00:00.000Z' };
    const both = details({ days, paused, connectorPaused });
    assert.match(
      both,
      /, paused since 2026-11-20 02:00 UTC\n\n> a busy day\n.*\n.*`whatsapp-archiver backfill resume emea`.*\n\n> quota\n.*\n.*connector resume/,
    );
  });

  it('say what it waits for', () => {
    const text = details({ days: [day('2026-11-01', 'running')], waitingFor: 'another run of the day' });
    assert.match(text, /^\*\*Waiting for another run of the day\.\*\*$/m);
  });

  it('stay below what Temporal takes over ten years', () => {
    const days = Array.from({ length: 3_660 }, (_, index) => ({
      ...day(`2026-11-${index}`, index % 2 ? 'completed' : 'completed-with-failures', { failed: 1_000_000 }),
      runId: 'x'.repeat(36),
    }));
    const text = details({ days, paused: { note: '🏴'.repeat(5_000), since: '2026-11-20T02:00:00Z' } });
    assert.match(text, /- and 1790 more days: the query `days` has them/);
    assert.ok(Buffer.byteLength(text) < 20_000, `${Buffer.byteLength(text)} bytes`);
  });
});

function day(name: string, state: BackfillDay['state'], counts: Partial<BackfillDay['counts']> = {}) {
  return { day: name, state, counts: { ...emptyCounts(), ...counts }, runId: 'run-1' };
}

function details(standing: Partial<BackfillStanding>): string {
  return backfillDetailsOf({
    connectorId: 'emea',
    days: [],
    waitingFor: null,
    asOf: '2026-11-20T12:00:00.000Z',
    ...standing,
  });
}
