import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { BackfillResult } from '../../src/domain/backfill-days.js';
import { emptyCounts, type Counts } from '../../src/domain/report.js';
import type { BackfillDay, Progress } from '../../src/domain/run.js';
import type { Window } from '../../src/domain/window.js';
import { TemporalRuns } from '../../src/temporal/runs.js';
import { until } from '../support/until.js';
import { planOf, Stage, type Script } from './stage.js';

const INPUT = {
  connectorId: 'emea',
  from: '2026-11-01',
  to: '2026-11-04',
  reason: 'a test',
  requestedBy: 'an admin',
};

describe('a backfill', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this);
  });
  after(async () => await stage?.close());

  const days = (): string[] => stage.of('openRun').map(({ window }) => (window as Window).from.slice(0, 10));
  const progress = async (run: WorkflowHandle): Promise<Progress> => await run.query('progress');
  /** Holds every day's run open, one short page after another, until `isOver`. */
  const holdOpen = (isOver: () => boolean) => ({
    openRun: () => planOf(1, { movesWatermark: false }),
    fetchWindow: async () => {
      await delay(50);
      return { blob: 'page', items: [], relisted: 0, end: isOver() ? { isWhole: true } : null };
    },
  });

  it('is a run per calendar day, the first and last cut to its bounds', async () => {
    stage.play({ openRun: () => planOf(0, { movesWatermark: false }), reportRun: whole() });
    const input = { ...INPUT, from: '2026-11-01T12:00:00Z', to: '2026-11-03T06:00:00+01:00' };
    const run = await stage.start('backfill', input);
    const result = (await run.result()) as BackfillResult;
    assert.equal(result.summary, '3 of 3 days done: nothing was there to import.');
    assert.deepEqual(
      new Set(stage.of('openRun').map(({ window }) => window)),
      new Set([
        { from: '2026-11-01T12:00:00.000Z', to: '2026-11-02T00:00:00.000Z' },
        { from: '2026-11-02T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z' },
        { from: '2026-11-03T00:00:00.000Z', to: '2026-11-03T05:00:00.000Z' },
      ]),
    );
    for (const { backfill } of stage.of('openRun')) assert.equal(backfill, run.firstExecutionRunId);
    const { requestedBy, reason } = INPUT;
    const [opened] = stage.of('openBackfill');
    assert.deepEqual([opened?.['requestedBy'], opened?.['reason']], [requestedBy, reason]);
    const { state, counts } = result;
    assert.deepEqual(stage.of('closeBackfill'), [
      { runId: run.firstExecutionRunId, ended: 'done', result: { state, counts } },
    ]);
  });

  it('has three days in hand at a time, the oldest first', async () => {
    let underWay = 0;
    let most = 0;
    stage.play({
      openRun: async () => {
        most = Math.max(most, ++underWay);
        if (days().length <= 3) await until('three days', () => most === 3);
        underWay -= 1;
        return planOf(0, { movesWatermark: false });
      },
    });
    await (await stage.start('backfill', { ...INPUT, to: '2026-11-08' })).result();
    assert.equal(most, 3);
    assert.deepEqual(new Set(days().slice(0, 3)), new Set(['2026-11-01', '2026-11-02', '2026-11-03']));
    assert.equal(new Set(days()).size, 7);
  });

  it('says by day how far it is', async () => {
    let isOver = false;
    stage.play({ ...holdOpen(() => isOver), reportRun: whole({ availableForImport: 4, skipped: 4 }) });
    const run = await stage.start('backfill', INPUT);
    await until('all days', () => days().length === 3);
    const { inHand = [], ...tally } = (await progress(run)).days ?? {};
    assert.deepEqual(tally, { all: 3, done: 0, running: 3, troubled: 0 });
    const rows = await run.query<BackfillDay[]>('days');
    assert.deepEqual(new Set(inHand.map(({ runId }) => runId)), new Set(rows.map(({ runId }) => runId)));
    const asked = { workflowId: run.workflowId, runId: run.firstExecutionRunId };
    const runs = new TemporalRuns(stage.client, 'none is started');
    const shown = await runs.progressWithDays(asked, AbortSignal.timeout(30_000));
    assert.deepEqual(shown?.inHand, { done: 0, all: 0 }, 'what its days say stands with it');
    isOver = true;
    const result = (await run.result()) as BackfillResult;
    assert.equal(result.summary, '3 of 3 days done: 0 imported, all 12 copies were archived before.');
    assert.deepEqual(await run.query<BackfillDay[]>('days'), result.days);
    const { phase, outcome, counts: sums } = await progress(run);
    assert.deepEqual([phase, outcome, sums.skipped], ['ended', 'completed', 12]);
  });

  it('that is paused starts no day, holds those under way, and goes on when resumed', async () => {
    let isOver = false;
    stage.play(holdOpen(() => isOver));
    const run = await stage.start('backfill', { ...INPUT, to: '2026-11-06' });
    await until('three days', () => days().length === 3);
    await run.signal('pause', 'the site is slow');
    const held = async (): Promise<unknown[]> =>
      (await Promise.all((await run.query<BackfillDay[]>('days')).flatMap(holdsOf))).flat();
    await until('three held', async () => (await held()).length === 3);
    const note = 'the site is slow (paused by somebody by a signal)';
    assert.deepEqual(await held(), [{ note }, { note }, { note }]);
    assert.equal((await progress(run)).phase, 'paused');
    assert.equal((await progress(run)).paused?.note, note);

    isOver = true;
    const pages = stage.of('fetchWindow').length;
    assert.equal(days().length, 3);
    await run.signal('resume');
    await run.result();
    assert.equal(days().length, 5);
    assert.ok(stage.of('fetchWindow').length > pages);
  });

  const holdsOf = async ({ runId }: BackfillDay): Promise<unknown[]> => {
    if (runId === null) return [];
    const list = stage.client.workflow.list({ query: `RunId = '${runId}'` });
    const holds: unknown[] = [];
    for await (const { workflowId } of list) {
      const { events } = await stage.client.workflow.getHandle(workflowId, runId).fetchHistory();
      for (const { workflowExecutionSignaledEventAttributes: signal } of events ?? []) {
        const [payload] = signal?.input?.payloads ?? [];
        if (signal?.signalName === 'hold')
          holds.push(JSON.parse(Buffer.from(payload?.data ?? '').toString()));
      }
    }
    return holds;
  };

  it('paused before its first day begins none, and can be canceled', async () => {
    stage.play({});
    const run = await stage.start('backfill', INPUT);
    await run.signal('pause');
    await until('the pause', async () => (await progress(run)).paused !== null);
    const begun = days().length;
    await run.cancel();
    await assert.rejects(run.result(), isCanceled);
    assert.equal(days().length, begun);
  });

  it('that is canceled ends so, once the days under way have reported, and says how far it came', async () => {
    stage.play({
      ...holdOpen(() => false),
      readDay: () => ({
        state: 'canceled',
        counts: { ...emptyCounts(), availableForImport: 2, imported: 2 },
        isMissing: false,
      }),
    });
    const run = await stage.start('backfill', { ...INPUT, to: '2026-11-10' });
    await until('three days', () => days().length === 3);
    const canceledAt = Date.now();
    await run.cancel();
    await assert.rejects(run.result(), isCanceled);
    assert.ok(Date.now() - canceledAt < 10_000, 'it took too long');
    assert.equal((await run.describe()).status.name, 'CANCELLED');
    assert.deepEqual(
      stage.of('reportRun').map(({ ended }) => ended),
      ['canceled', 'canceled', 'canceled'],
    );
    const { outcome, counts, days: tally } = await progress(run);
    assert.deepEqual(stage.of('closeBackfill'), [
      { runId: run.firstExecutionRunId, ended: 'canceled', result: { state: 'canceled', counts } },
    ]);
    assert.deepEqual([outcome, counts.imported, tally?.done, days().length], ['canceled', 6, 3, 3]);
  });

  it('goes on with the other days where one fails, and asks for attention', async () => {
    const failed = { ...emptyCounts(), availableForImport: 5, failed: 5 };
    stage.play({
      openRun: ({ window }) => {
        if (window?.from.startsWith('2026-11-02'))
          throw ApplicationFailure.nonRetryable('No connector.', 'ConnectorNotFound');
        return planOf(0, { movesWatermark: false });
      },
      reportRun: whole(),
      readDay: () => ({ state: 'failed', counts: failed, isMissing: true }),
    });
    const run = await stage.start('backfill', INPUT);
    const result = (await run.result()) as BackfillResult;
    assert.deepEqual(
      result.days.map(({ day, state }) => [day, state]),
      [
        ['2026-11-01', 'completed'],
        ['2026-11-02', 'failed'],
        ['2026-11-03', 'completed'],
      ],
    );
    assert.equal(result.state, 'incomplete');
    assert.equal(result.counts.failed, 5);
    assert.equal(result.days[1]?.missing, true);
    const { searchAttributes } = await run.describe();
    assert.deepEqual(searchAttributes['ArchiverNeedsAttention'], [true]);
  });

  it('is for everybody, or for the mailboxes that are chosen and under ids of its own', async () => {
    stage.play({});
    const mailboxes = ['6e0f1a52-0000-4000-8000-0000000000aa'];
    const runs = [
      await stage.start('backfill', INPUT),
      await stage.start('backfill', { ...INPUT, mailboxes }),
    ];
    await Promise.all(runs.map(async (run) => await run.result()));
    const opened = stage.of('openRun');
    assert.equal(opened.filter((input) => input['mailboxes'] === undefined).length, 3);
    assert.equal(opened.filter((input) => Array.isArray(input['mailboxes'])).length, 3);
    const ids = new Set(opened.map(({ workflowId }) => workflowId));
    assert.equal(ids.size, 6);
  });

  it('of a connector that is not there is refused before any day, with the reason as its first line', async () => {
    stage.play({
      openBackfill: () => {
        throw ApplicationFailure.nonRetryable('There is no connector emea.', 'ConnectorNotFound');
      },
    });
    const failure = await failureOf(await stage.start('backfill', INPUT));
    assert.deepEqual([failure.type, failure.message], ['ConnectorNotFound', 'There is no connector emea.']);
    assert.deepEqual(days(), []);
  });

  it('started by hand with a wrong argument is refused at once, and says all that is wrong', async () => {
    stage.play({});
    const input = { connectorId: 'emea', from: '1 November', to: '2099-01-01', reason: 7, mailboxes: ['me'] };
    const { type, message } = await failureOf(await stage.start('backfill', input));
    assert.equal(type, 'InvalidArgument');
    for (const named of [
      /missing: requestedBy/,
      /`reason` is no text/,
      /`from` is no date/,
      /future/,
      /`mailboxes`/,
    ])
      assert.match(message, named);
    assert.deepEqual(stage.calls, []);
  });
});

describe('a backfill of many days', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this, { suggestedEvents: 60 });
  });
  after(async () => await stage?.close());

  it('goes on in new executions, with every day once', async () => {
    stage.play({});
    const run = await stage.start('backfill', { ...INPUT, from: '2026-10-01', to: '2026-10-17' });
    const result = (await run.result()) as BackfillResult;
    assert.equal(result.days.length, 16);
    assert.equal(new Set(result.days.map(({ runId }) => runId)).size, 16);
    assert.equal(stage.of('openRun').length, 16);
    assert.equal(stage.of('openBackfill').length, 1);
    const last = await stage.client.workflow.getHandle(run.workflowId).describe();
    assert.notEqual(last.runId, run.firstExecutionRunId);
    assert.ok(last.historyLength < 150, `${last.historyLength} events`);
  });
});

describe('a backfill that waits for a day that another run has in hand', function () {
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this, { suggestedEvents: 25 });
  });
  after(async () => await stage?.close());

  it('does not start it while it is paused, and goes on in a new execution once its history is long', async () => {
    stage.play({});
    const holder = await stage.client.workflow.start('connectorRun', {
      workflowId: 'run/emea-2026-11-01T00:00:00.000Z_2026-11-02T00:00:00.000Z',
      taskQueue: 'nobody',
    });
    const run = await stage.start('backfill', { ...INPUT, to: '2026-11-02' });
    const latest = stage.client.workflow.getHandle(run.workflowId);
    const ask = async (): Promise<Progress> => await latest.query('progress');
    await until('it to wait', async () => (await ask()).waitingFor !== null);
    await run.signal('pause');
    await until('the pause', async () => (await ask()).phase === 'paused');
    await holder.terminate();
    await until('its next try to be due', async () => await hasFired(run), 60_000);
    assert.equal((await ask()).phase, 'paused');
    assert.deepEqual(stage.of('openRun'), []);
    await run.signal('resume');
    await run.result();
    assert.equal(stage.of('openRun').length, 1);
    assert.notEqual((await latest.describe()).runId, run.firstExecutionRunId);
  });

  /** Whether a timer has gone off and the program has done what it does then. */
  const hasFired = async (run: WorkflowHandle): Promise<boolean> => {
    const { events = [] } = await run.fetchHistory();
    const at = (events ?? []).findIndex((event) => event.timerFiredEventAttributes);
    return at >= 0 && (events ?? []).slice(at).some((event) => event.workflowTaskCompletedEventAttributes);
  };
});

/** A run's report as it is where nothing went wrong. */
function whole(counts: Partial<Counts> = {}): NonNullable<Script['reportRun']> {
  return ({ run, ended, reason }) => ({
    run,
    state: ended === 'done' ? 'completed' : ended,
    reason,
    counts: { ...emptyCounts(), ...counts },
  });
}

function isCanceled(error: unknown): boolean {
  return error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure;
}

async function failureOf(run: WorkflowHandle): Promise<ApplicationFailure> {
  try {
    await run.result();
  } catch (error) {
    if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure) return error.cause;
    throw error;
  }
  throw new Error('The backfill has not failed.');
}
