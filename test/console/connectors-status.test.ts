import assert from 'node:assert/strict';
import type { BackfillDayView } from '../../src/console/connectors/backfill-view.js';
import { archivedWindows, calendarDays, monthOf, monthsFrom } from '../../src/console/connectors/calendar.js';
import { lastDays } from '../../src/console/connectors/days.js';
import { EndedRuns } from '../../src/console/connectors/ended-runs.js';
import type { ConnectorView, OpenRunView } from '../../src/console/connectors/overview.js';
import { Recent } from '../../src/console/connectors/recent.js';
import type { RunRow } from '../../src/console/connectors/run-history.js';
import { apartFromDays } from '../../src/console/connectors/apart.js';
import { shownDays } from '../../src/console/connectors/shown-days.js';
import { attentionOf, statusOf } from '../../src/console/connectors/status.js';
import { refusalNote } from '../../src/domain/pause.js';
import { emptyCounts } from '../../src/domain/report.js';
import type { ListedRun, Period } from '../../src/temporal/listed-runs.js';

const GOOD: ListedRun = {
  workflowId: 'run/emea-1',
  runId: '1',
  type: 'connectorRun',
  parent: null,
  connectorId: 'emea',
  kind: 'daily',
  phase: 'completed',
  isTerminated: false,
  startedAt: '2026-11-25T02:00:00.000Z',
  closedAt: '2026-11-25T02:10:00.000Z',
  window: null,
  imported: 10,
  failed: 0,
  needsAttention: false,
};
const BAD: ListedRun = { ...GOOD, runId: '2', phase: 'failed', needsAttention: true };
const OPEN: OpenRunView = { ...GOOD, phase: 'archiving', closedAt: null, progress: undefined };

describe('how a connector stands', () => {
  const viewOf = (view: Partial<ConnectorView> = {}): ConnectorView =>
    ({
      record: {},
      schedule: { isPaused: false, note: '', next: null },
      open: [],
      ended: [],
      ...view,
    }) as ConnectorView;
  const refused = { isPaused: true, note: refusalNote('SourceRefusedLogin'), next: null };

  it('is one word', () => {
    assert.equal(statusOf(viewOf()), 'new');
    assert.equal(statusOf(viewOf({ ended: [GOOD] })), 'good');
    assert.equal(statusOf(viewOf({ open: [OPEN], ended: [BAD] })), 'running');
    const untouched = { ...OPEN, phase: 'opening' };
    assert.equal(statusOf(viewOf({ open: [untouched], ended: [BAD] })), 'waiting');
    assert.equal(statusOf(viewOf({ open: [untouched, OPEN] })), 'running');
    assert.equal(statusOf(viewOf({ ended: [BAD] })), 'attention');
    assert.equal(statusOf(viewOf({ schedule: null })), 'attention');
    assert.equal(statusOf(viewOf({ schedule: refused, open: [OPEN] })), 'attention');
    const byHand = { isPaused: true, note: 'an audit (paused by Ada)', next: null };
    assert.equal(statusOf(viewOf({ schedule: byHand, open: [OPEN] })), 'paused');
  });

  it('needs a person for a refusal, a lost schedule, and a last run with trouble', () => {
    assert.deepEqual(attentionOf(viewOf({ schedule: null, ended: [BAD] })), [
      { why: 'noSchedule' },
      { why: 'run', run: BAD },
    ]);
    assert.deepEqual(attentionOf(viewOf({ schedule: refused, open: [{ ...OPEN, needsAttention: true }] })), [
      { why: 'refused', reason: 'SourceRefusedLogin' },
    ]);
    const terminated = { ...GOOD, isTerminated: true };
    assert.deepEqual(attentionOf(viewOf({ ended: [terminated] })), [{ why: 'run', run: terminated }]);
  });

  it('needs a person for nothing but its deletion where that has begun', () => {
    const record = { deletingAt: GOOD.startedAt } as ConnectorView['record'];
    for (const schedule of [null, refused]) {
      const view = viewOf({ record, schedule, ended: [BAD] });
      assert.deepEqual(attentionOf(view), [{ why: 'deleting' }]);
      assert.equal(statusOf(view), 'attention');
    }
  });

  it('needs a person for a run that was due and has not started, or that no worker has taken up', () => {
    const at = (minutes: number) => Date.parse('2026-11-25T02:00:00Z') + minutes * 60_000;
    const due = { isPaused: false, note: '', next: '2026-11-25T02:00:00.000Z' };
    assert.deepEqual(attentionOf(viewOf({ schedule: due }), at(10)), []);
    assert.deepEqual(attentionOf(viewOf({ schedule: due }), at(11)), [
      { why: 'notStarted', due: '2026-11-25T02:00:00.000Z' },
    ]);
    const untouched = { ...OPEN, phase: 'opening' };
    assert.deepEqual(attentionOf(viewOf({ open: [untouched] }), at(10)), []);
    assert.deepEqual(attentionOf(viewOf({ open: [untouched] }), at(11)), [
      { why: 'notTaken', run: untouched },
    ]);
    assert.deepEqual(attentionOf(viewOf({ open: [OPEN] }), at(11)), []);
    const paused = { isPaused: true, note: 'an audit (paused by Ada)', next: null };
    assert.deepEqual(attentionOf(viewOf({ schedule: paused, open: [untouched] }), at(11)), []);
  });

  it('needs nobody for what a later run has settled, or for the days of a backfill', () => {
    assert.deepEqual(attentionOf(viewOf({ ended: [GOOD, BAD] })), []);
    assert.deepEqual(attentionOf(viewOf({ ended: [{ ...BAD, kind: 'backfill' }, GOOD] })), []);
  });

  it('needs a person still after runs that only took up what was left', () => {
    const at = GOOD.startedAt;
    const takenUp = [
      { ...GOOD, kind: 'apply' },
      { ...GOOD, kind: 'daily', window: { from: at, to: at } },
    ];
    for (const later of takenUp) {
      assert.equal(statusOf(viewOf({ ended: [later, BAD, GOOD] })), 'attention');
      assert.equal(statusOf(viewOf({ ended: [later, GOOD, BAD] })), 'good');
    }
    const troubled = { ...BAD, kind: 'apply' };
    assert.deepEqual(attentionOf(viewOf({ ended: [troubled, GOOD] })), [{ why: 'run', run: troubled }]);
  });
});

describe('what a connector has under way', () => {
  const backfill: OpenRunView = { ...OPEN, type: 'backfill', workflowId: 'backfill/emea' };
  const day: OpenRunView = { ...OPEN, kind: 'backfill', workflowId: 'run/day', parent: 'backfill/emea' };

  it('is each backfill once, with its days', () => {
    assert.deepEqual(apartFromDays([day, backfill]), [backfill]);
    assert.deepEqual(apartFromDays([day, OPEN, backfill]), [OPEN, backfill]);
  });

  it('is a day where its backfill is not under way, as after it was cut off', () => {
    assert.deepEqual(apartFromDays([day]), [day]);
  });
});

describe('the last days of a connector', () => {
  it('sum up what the runs of each came to, up to today, and count no failure twice', () => {
    const runs = [
      GOOD,
      { ...GOOD, failed: 2 },
      { ...GOOD, kind: 'backfill', imported: 0, failed: 2 },
      { ...GOOD, startedAt: '2026-11-01T00:00:00.000Z' },
    ];
    assert.deepEqual(lastDays(runs, 2, new Date('2026-11-26T12:00:00Z')), [
      { day: '2026-11-25', runs: 3, imported: 20, failed: 2 },
      { day: '2026-11-26', runs: 0, imported: 0, failed: 0 },
    ]);
  });
});

describe('the calendar', () => {
  const rowOf = (from: string, to: string, row: object = {}, record: object = {}): RunRow =>
    ({
      state: 'completed',
      counts: { ...emptyCounts(), imported: 5 },
      record: { window: { from: `2026-11-${from}.000Z`, to: `2026-11-${to}.000Z` }, ...record },
      ...row,
    }) as RunRow;
  const stateOf = (rows: RunRow[], allSince?: string) => {
    const daily = { from: '2026-11-10T02:00:00.000Z', to: '2026-11-12T02:00:00.000Z' };
    const now = new Date('2026-11-13T12:00:00Z');
    const days = calendarDays('2026-11', { archived: archivedWindows(daily, rows), rows, now, allSince });
    return Object.fromEntries(days.map((day) => [day.day.slice(8), day]));
  };

  it('shows what daily runs and backfills have taken whole, in part, or not', () => {
    const days = stateOf([rowOf('05T00:00:00', '06T00:00:00')]);
    const seen = ['05', '06', '10', '11', '12', '13', '14'].map((day) => days[day]?.archived);
    assert.deepEqual(seen, ['whole', 'none', 'part', 'whole', 'part', 'none', 'future']);
    assert.equal(Object.keys(days).length, 30);
    assert.equal(days['05']?.imported, 5);
  });

  it('takes for archived in part a day with copies whose run is under way or failed, or was for chosen mailboxes', () => {
    const none = { counts: emptyCounts() };
    const rows = (row: object) => [
      rowOf('04T00:00:00', '05T00:00:00', { state: 'running', ...row }),
      rowOf('05T00:00:00', '06T00:00:00', { state: 'incomplete', ...row }),
      rowOf('06T00:00:00', '07T00:00:00', row, { mailboxes: ['m'] }),
    ];
    const seen = (row: object, allSince?: string) => {
      const days = stateOf(rows(row), allSince);
      return ['04', '05', '06'].map((day) => days[day]?.archived);
    };
    assert.deepEqual(seen({}), ['part', 'part', 'part']);
    assert.deepEqual(seen({}, '2026-11-08T02:00:00.000Z'), ['part', 'part', 'part']);
    assert.deepEqual(seen(none), ['none', 'none', 'none']);
  });

  it('says of no day that it is not archived where runs are not read that may have archived it', () => {
    const days = stateOf([rowOf('05T00:00:00', '06T00:00:00')], '2026-11-08T02:00:00.000Z');
    const seen = ['04', '05', '08', '09', '10', '11', '14'].map((day) => days[day]?.archived);
    assert.deepEqual(seen, ['unknown', 'whole', 'unknown', 'none', 'part', 'whole', 'future']);
  });

  it('counts as failed what the last run of a day has left so', () => {
    const failed = { counts: { ...emptyCounts(), failed: 3 } };
    const days = stateOf([
      rowOf('05T00:00:00', '06T00:00:00', failed),
      rowOf('05T00:00:00', '06T00:00:00', failed),
    ]);
    assert.equal(days['05']?.failed, 3);
  });

  it('counts for no day what took up what was left, or several days at once; for chosen mailboxes no failure', () => {
    const counts = { ...emptyCounts(), imported: 7, failed: 2 };
    const days = stateOf([
      rowOf('05T12:00:00', '05T12:00:00', { counts }),
      rowOf('03T00:00:00', '08T00:00:00', { counts }),
      rowOf('06T00:00:00', '07T00:00:00', { counts: emptyCounts() }, { mailboxes: ['m'] }),
      rowOf('06T00:00:00', '07T00:00:00', { counts }),
    ]);
    assert.deepEqual([days['05']?.imported, days['05']?.failed, days['05']?.archived], [0, 0, 'whole']);
    assert.deepEqual([days['06']?.imported, days['06']?.failed], [7, 2]);
  });

  it('takes only a month for one', () => {
    const now = new Date('2026-11-13T12:00:00Z');
    assert.deepEqual(
      ['2026-01', '2026-13', '<b>', undefined].map((month) => monthOf(month, now)),
      ['2026-01', '2026-11', '2026-11', '2026-11'],
    );
    assert.deepEqual([monthsFrom('2026-12', 1), monthsFrom('2026-01', -1)], ['2027-01', '2025-12']);
  });
});

describe('the days of a backfill that are shown', () => {
  const dayOf = (day: number, state?: string) => ({ day: `${day}`, row: state && ({ state } as RunRow) });
  const states = ['running', 'failed', 'completed', 'completed-with-failures', 'paused', 'completed'];
  const days = [...states, undefined, undefined].map((state, day) => dayOf(day, state)) as BackfillDayView[];
  const shown = (most: number) => shownDays(days, most).map(({ day }) => day);

  it('are all where they are few', () => {
    assert.equal(shownDays(days).length, days.length);
  });

  it('are in their order those in hand, then those with trouble, then the newest', () => {
    assert.deepEqual(shown(1), ['4']);
    assert.deepEqual(shown(2), ['0', '4']);
    assert.deepEqual(shown(3), ['0', '3', '4']);
    assert.deepEqual(shown(5), ['0', '1', '3', '4', '5']);
    assert.deepEqual(shown(7), ['0', '1', '2', '3', '4', '5', '7']);
  });
});

describe('runs that have ended', () => {
  it('are listed whole once, and then only those that ended since, for as long as they are shown', async () => {
    const asked: Period[] = [];
    const listed = [[GOOD, { ...GOOD, runId: '0', startedAt: '2026-11-24T02:00:00.000Z' }], [BAD], []];
    const ended = new EndedRuns((period) => {
      asked.push(period);
      return Promise.resolve(listed.shift() ?? []);
    });
    const read = async (since: string, now: string) => {
      const runs = await ended.read(Date.parse(since), Date.parse(now));
      return runs.map(({ runId }) => runId);
    };
    assert.deepEqual(await read('2026-11-24', '2026-11-25T12:00:00Z'), ['1', '0']);
    assert.deepEqual(await read('2026-11-24', '2026-11-25T13:00:00Z'), ['1', '2', '0']);
    assert.deepEqual(await read('2026-11-25', '2026-11-26T00:00:00Z'), ['1', '2']);
    assert.deepEqual(
      asked.map((period) => period.ended?.toISOString()),
      [undefined, '2026-11-25T11:55:00.000Z', '2026-11-25T12:55:00.000Z'],
    );
  });

  it('are listed whole again where the first reading failed', async () => {
    const asked: Period[] = [];
    const ended = new EndedRuns(async (period) => {
      asked.push(period);
      if (asked.length === 1) throw new Error('no answer');
      return await Promise.resolve([GOOD]);
    });
    await assert.rejects(ended.read(0));
    assert.deepEqual(await ended.read(0), [GOOD]);
    assert.equal(asked[1]?.ended, undefined);
  });
});

describe('what was read recently', () => {
  it('is read once for all who ask at the same time, and anew once it was forgotten', async () => {
    let read = 0;
    const recent = new Recent(() => Promise.resolve((read += 1)), 60_000);
    assert.deepEqual(await Promise.all([recent.get(), recent.get()]), [1, 1]);
    recent.forget();
    assert.equal(await recent.get(), 2);
  });

  it('is read anew after a failure', async () => {
    let read = 0;
    const recent = new Recent(async () => {
      read += 1;
      if (read === 1) throw new Error('no answer');
      return await Promise.resolve(read);
    }, 60_000);
    await assert.rejects(recent.get());
    assert.equal(await recent.get(), 2);
  });
});
