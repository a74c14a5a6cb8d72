import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { BackfillResult } from '../../src/domain/backfill-days.js';
import type { BackfillDay, Progress } from '../../src/domain/run.js';
import { until } from '../support/until.js';
import { Pausable } from './pausable.js';
import { planOf, type Script, type Stage } from './stage.js';

const INPUT = {
  connectorId: 'emea',
  from: '2026-11-01',
  to: '2026-11-05',
  reason: 'a test',
  requestedBy: 'an admin',
};
const REFUSED = { isPaused: true, note: 'SourceRefusedLogin: Correct the secret.' };
const RUNNING = { isPaused: false, note: '' };

describe('a backfill whose connector is paused', function () {
  let paused: Pausable;
  let stage: Stage;
  let isOver: boolean;

  before(async function () {
    paused = await Pausable.open(this, { suggestedEvents: 100 });
    ({ stage } = paused);
  });
  after(async () => await stage?.close());
  beforeEach(() => (isOver = false));

  /** Days that list one short page after another, and look at the flag between them. */
  const pages: Script = {
    openRun: () => planOf(1, { movesWatermark: false }),
    fetchWindow: async () => {
      await delay(250);
      return { blob: 'page', items: [], relisted: 0, end: isOver ? { isWhole: true } : null };
    },
  };
  const progress = async (run: WorkflowHandle): Promise<Progress> => await run.query('progress');
  const phase = async (run: WorkflowHandle, wanted: string): Promise<void> =>
    await until(wanted, async () => (await progress(run)).phase === wanted);
  /** Phase, and whether it needs attention. */
  const shows = async (run: WorkflowHandle, wanted: unknown[]): Promise<void> =>
    await until(wanted.join(), async () => (await paused.shown(run)).join() === wanted.join());
  const daysUnderWay = async (run: WorkflowHandle): Promise<WorkflowHandle[]> => {
    const days = await run.query<BackfillDay[]>('days');
    return days
      .filter(({ state }) => state === 'running')
      .map(({ day }) => stage.client.workflow.getHandle(dayId(day)));
  };
  /** As our command line does it: the flag, and a signal to each run under way. */
  const resume = async (run: WorkflowHandle): Promise<void> => {
    paused.schedule = RUNNING;
    for (const day of await daysUnderWay(run)) await day.signal('resume', { by: 'ada' });
  };

  it('says so while days are under way, why, and how it goes on; and goes on with it', async () => {
    paused.play(pages);
    const run = await stage.start('backfill', INPUT);
    await until('three days', () => stage.of('openRun').length === 3);
    paused.schedule = REFUSED;
    const before = await paused.untilPaused(run);
    assert.equal(before.paused?.note, REFUSED.note);
    assert.equal(before.isConnectorPaused, true);
    assert.match(
      before.waitingFor ?? '',
      /^somebody to resume it with `connector resume emea`\. Paused since .*: SourceRefusedLogin: /,
    );
    assert.match(
      await detailsOf(run),
      /^### 0 of 4 days done, paused since .*\n\n> SourceRefusedLogin.*\n\nTo go on: `whatsapp-archiver connector resume emea`/,
    );
    await shows(run, ['paused', true]);
    await until('all of them to say so', async () => (await words(run)).length === 3);
    await resume(run);
    await phase(run, 'archiving');
    await shows(run, ['archiving', false]);
    isOver = true;
    const result = (await run.result()) as BackfillResult;
    assert.equal(result.days.filter(({ paused: still }) => still !== undefined).length, 0);
    assert.deepEqual(
      (await words(run)).map((note) => note ?? 'goes on'),
      [...Array<string>(3).fill(REFUSED.note), ...Array<string>(3).fill('goes on')],
    );
  });

  it('before its first day says so once that begins, which lists nothing', async () => {
    isOver = true;
    paused.play(pages, { isPaused: true, note: 'quota (paused by ada)' });
    const run = await stage.start('backfill', INPUT);
    await phase(run, 'paused');
    await shows(run, ['paused', false]);
    await until('the days to begin', async () => (await words(run)).length === 3);
    assert.deepEqual(stage.of('fetchWindow'), []);
    await resume(run);
    await run.result();
    assert.equal(stage.of('fetchWindow').length, 4);
  });

  it('is paused no longer once the days that said so were terminated', async () => {
    paused.play(pages, REFUSED);
    const run = await stage.start('backfill', INPUT);
    await until('the days to begin', async () => (await words(run)).length === 3);
    paused.schedule = RUNNING;
    for (const day of await daysUnderWay(run)) await day.terminate('for a test');
    await phase(run, 'archiving');
    await shows(run, ['archiving', true]);
    isOver = true;
    assert.equal(((await run.result()) as BackfillResult).state, 'incomplete');
  });

  it('hears of it once from a day that goes on in a new execution while it waits', async () => {
    paused.play(pages);
    const run = await stage.start('backfill', { ...INPUT, to: '2026-11-02' });
    await until('the day', () => stage.of('fetchWindow').length > 0);
    const [day] = await daysUnderWay(run);
    assert.ok(day);
    const { runId } = await day.describe();
    await until('a later execution', async () => {
      await day.signal('pause', { reason: 'quota', by: 'ada' });
      return (await day.describe()).runId !== runId;
    });
    await phase(run, 'paused');
    await day.signal('resume');
    await phase(run, 'archiving');
    isOver = true;
    await run.result();
    assert.deepEqual(await words(run), ['quota (paused by ada)', null]);
  });

  it('takes any other word for nothing', async () => {
    paused.play(pages);
    const run = await stage.start('backfill', { ...INPUT, to: '2026-11-02' });
    await until('the day', () => stage.of('fetchWindow').length > 0);
    for (const word of [
      undefined,
      null,
      'quota',
      { day: '2025-01-01', note: 'quota' },
      { day: '2026-11-01' },
    ])
      await run.signal('day-paused', word);
    assert.equal((await progress(run)).phase, 'archiving');
    isOver = true;
    await run.result();
  });
});

function dayId(day: string): string {
  const from = Date.parse(day);
  const [start, end] = [from, from + 86_400_000].map((ms) => new Date(ms).toISOString());
  return `run/emea-${start}_${end}`;
}

/** The notes that its days have told a backfill, in the order they came. */
async function words(run: WorkflowHandleWithFirstExecutionRunId): Promise<unknown[]> {
  const { events } = await run.fetchHistory();
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    const [payload] = signal?.input?.payloads ?? [];
    if (signal?.signalName !== 'day-paused') return [];
    return [(JSON.parse(Buffer.from(payload?.data ?? '').toString()) as { note: unknown }).note];
  });
}

async function detailsOf(run: WorkflowHandle): Promise<string> {
  const { currentDetails } = await run.query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}
