import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Progress } from '../../src/domain/run.js';
import { until } from '../support/until.js';
import { Latch, pageOf, Pausable } from './pausable.js';
import { newItems, planOf, type Stage } from './stage.js';

const ADA = { reason: 'quota', by: 'ada' };
/** Longer than a reading of the flag counts as fresh. */
const NOT_FRESH_MS = 2_100;
/** Nearly all of the rest between two tries: each is asked for before it comes. */
const REST_MS = 9_000;

describe('a run that is paused', function () {
  let paused: Pausable;
  let stage: Stage;

  before(async function () {
    paused = await Pausable.open(this);
    ({ stage } = paused);
  });
  after(async () => await stage?.close());

  it('by a signal before it is open lists nothing until another signal resumes it, and both are written to the schedule', async () => {
    const [opening, items] = [new Latch(), newItems(3)];
    paused.play({
      openRun: async () => {
        await opening.opened;
        return planOf(1);
      },
      fetchWindow: () => pageOf(items),
    });
    const run = await paused.start();
    await run.signal('pause', ADA);
    opening.open();
    const { paused: pause, waitingFor } = await paused.untilPaused(run);
    assert.equal(pause?.note, 'quota (paused by ada)');
    assert.match(waitingFor ?? '', /connector resume emea.*Paused since .* UTC: quota/);
    assert.deepEqual(paused.schedule, { isPaused: true, note: 'quota (paused by ada)' });
    assert.deepEqual([...stage.of('listOpenItems'), ...stage.of('fetchWindow')], []);
    await run.signal('resume', { by: 'ben' });
    await run.result();
    assert.deepEqual(paused.schedule, { isPaused: false, note: 'Resumed by ben' });
    paused.assertOnce(items);
    const { events } = await run.fetchHistory();
    const timers = (events ?? []).filter((event) => event.timerStartedEventAttributes);
    const over = (events ?? []).filter(
      (event) => event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes,
    );
    assert.equal(timers.length, over.length, 'a timer was left behind');
  });

  it('by the flag of the schedule when it opens starts nothing, and sees within a minute that it was cleared', async () => {
    paused.play(
      { fetchWindow: () => pageOf(newItems(1)) },
      { isPaused: true, note: 'SourceRefusedLogin: wrong' },
    );
    const run = await paused.start({ only: 'open-items' });
    await paused.untilPaused(run);
    assert.deepEqual(await paused.shown(run), ['paused', true]);
    assert.deepEqual([...stage.of('listOpenItems'), ...stage.of('fetchWindow')], []);
    const clearedAt = Date.now();
    paused.schedule = { isPaused: false, note: '' };
    await run.result();
    assert.ok(Date.now() - clearedAt < 60_000, 'it took longer than a minute');
    assert.deepEqual(paused.ended(), [['done', null]]);
  });

  it('by the flag between two pages fetches no further one', async () => {
    const items = newItems(4);
    paused.play({
      fetchWindow: async ({ page: at }) => {
        if (at === 1) return pageOf(items.slice(2));
        const startedAt = Date.now();
        paused.schedule = { isPaused: true, note: 'quota' };
        await until('the reading to be old', () => Date.now() - startedAt > NOT_FRESH_MS);
        return { ...pageOf(items.slice(0, 2)), end: null };
      },
    });
    const run = await paused.start();
    await paused.untilPaused(run);
    assert.equal(stage.of('fetchWindow').length, 1);
    await run.signal('resume');
    await run.result();
    paused.assertOnce(items);
  });

  it('while items are in hand ends these, begins no other, and then says that it is paused', async () => {
    const [importing, items] = [new Latch(), newItems(45)];
    paused.play({
      fetchWindow: () => pageOf(items),
      importItem: async () => {
        await importing.opened;
        return 'imported';
      },
    });
    const run = await paused.start();
    await until('items in hand', () => stage.of('importItem').length === 40);
    await run.signal('pause', 'a plain reason');
    const before = await run.query<Progress>('progress');
    assert.deepEqual([before.phase, before.paused?.note.slice(0, 14)], ['archiving', 'a plain reason']);
    importing.open();
    await paused.untilPaused(run);
    assert.deepEqual(
      [paused.archived().length, (await run.query<Progress>('progress')).items.done],
      [40, 40],
    );
    assert.deepEqual(await paused.shown(run), ['paused', false]);
    await run.signal('resume');
    await run.result();
    paused.assertOnce(items);
  });

  it('by its schedule stays paused where an older signal of our command line says otherwise, and writes nothing', async () => {
    paused.play({}, { isPaused: true, note: 'a newer one' });
    const run = await paused.start();
    await paused.untilPaused(run);
    const read = stage.of('readPause').length;
    await run.signal('resume', { by: 'ben', isWritten: true });
    await until('another reading', () => stage.of('readPause').length > read);
    assert.equal((await paused.untilPaused(run)).paused?.note, 'a newer one');
    assert.deepEqual(stage.of('setPause'), []);
    paused.schedule = { isPaused: false, note: 'Resumed by ben' };
    await run.signal('resume', { by: 'ben', isWritten: true });
    await run.result();
    assert.deepEqual(stage.of('setPause'), []);
  });

  it('by a schedule that is deleted then stays paused until a signal resumes it', async () => {
    paused.play({}, { isPaused: true, note: 'quota' });
    const run = await paused.start();
    await paused.untilPaused(run);
    paused.schedule = null;
    const read = stage.of('readPause').length;
    await run.signal('resume', { by: 'ben', isWritten: true });
    await until('another reading', () => stage.of('readPause').length > read);
    assert.equal((await paused.untilPaused(run)).paused?.note, 'quota');
    await run.signal('resume', ADA);
    await run.result();
    assert.equal(paused.schedule, null);
  });

  it('by a wish is not set going by an answer of the schedule from before it', async () => {
    const reading = new Latch();
    paused.play({
      readPause: async () => {
        await reading.opened;
        return { isPaused: false, note: '' };
      },
    });
    const run = await paused.start();
    await until('the reading', () => stage.of('readPause').length > 0);
    await run.signal('pause', ADA);
    reading.open();
    await until('the wish to be written', () => paused.schedule?.isPaused === true);
    await paused.untilPaused(run);
    await run.signal('resume', ADA);
    await run.result();
    assert.equal(paused.schedule?.isPaused, false);
  });

  it('by a wish while the schedule cannot be read goes on by a wish as well, which is written in the end', async () => {
    paused.play({
      readPause: () => {
        throw new Error('as the test wants it');
      },
    });
    const run = await paused.start();
    await run.signal('pause', ADA);
    await paused.untilPaused(run);
    await run.signal('resume', ADA);
    await run.result();
    assert.deepEqual(paused.schedule, { isPaused: false, note: 'Resumed by ada' });
  });

  it('or not, which it cannot find out, says so, and asks again after a rest', async () => {
    const [items, askedAt] = [newItems(1), [] as number[]];
    paused.play({
      fetchWindow: () => pageOf(items),
      readPause: () => {
        askedAt.push(Date.now());
        return askedAt.length > 1 ? paused.schedule : refuse('InvalidArgument');
      },
    });
    const run = await paused.start();
    const waitingFor = async () => (await run.query<Progress>('progress')).waitingFor;
    await until('it to say so', async () => (await waitingFor())?.startsWith('the pause flag') === true);
    await run.result();
    const [first = 0, second = 0] = askedAt;
    assert.ok(second - first >= REST_MS, `it asked again after ${second - first} ms`);
    paused.assertOnce(items);
    assert.equal(await waitingFor(), null);
  });

  it('and canceled ends within seconds as canceled, and begins nothing', async () => {
    paused.play({ fetchWindow: () => pageOf(newItems(3)) }, { isPaused: true, note: 'quota' });
    const run = await paused.start();
    await paused.untilPaused(run);
    const askedAt = Date.now();
    await run.cancel();
    await assert.rejects(
      run.result(),
      (error) => error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure,
    );
    assert.ok(Date.now() - askedAt < 20_000);
    assert.deepEqual(paused.ended(), [['canceled', 'Canceled']]);
    assert.deepEqual([...stage.of('listOpenItems'), ...paused.archived()], []);
  });

  it('by a refusal that an item met begins no other, says what to do, and goes on with the rest once resumed', async () => {
    const items = newItems(45);
    let isMended = false;
    paused.play({
      fetchWindow: () => pageOf(items),
      importItem: () => (isMended ? 'imported' : refuse('GraphRefusedLogin')),
    });
    const run = await paused.start();
    await paused.untilPaused(run);
    assert.match(paused.schedule?.note ?? '', /^GraphRefusedLogin: Check .*connector resume`\.$/);
    assert.deepEqual(await paused.shown(run), ['paused', true]);
    assert.ok(paused.archived().length < 45, 'all were begun');
    assert.deepEqual(paused.ended(), []);
    isMended = true;
    await run.signal('resume', ADA);
    await run.result();
    paused.assertOnce(items);
    assert.deepEqual(paused.ended(), [['done', null]]);
  });

  for (const [step, reason] of [
    ['openRun', 'StorageRefused'],
    ['fetchWindow', 'SourceRefusedLogin'],
    ['moveWatermark', 'StorageRefused'],
    ['reportRun', 'StorageRefused'],
  ] as const) {
    it(`by a refusal of ${step} does it again once resumed`, async () => {
      let isMended = false;
      paused.play({});
      stage.interfere(step, () => (isMended ? undefined : refuse(reason)));
      const run = await paused.start();
      await paused.untilPaused(run);
      await until('the flag to be set', () => paused.schedule?.isPaused === true);
      assert.match(paused.schedule?.note ?? '', new RegExp(`^${reason}: `));
      isMended = true;
      await run.signal('resume', ADA);
      await run.result();
      assert.deepEqual(paused.ended().at(-1), ['done', null]);
      assert.equal(stage.of(step).length, 2);
    });
  }

  it('by the backfill that it is a day of leaves the connector alone', async () => {
    const items = newItems(2);
    paused.play({ openRun: () => planOf(1, { movesWatermark: false }), fetchWindow: () => pageOf(items) });
    const run = await paused.start({ window: planOf(1).window });
    await run.signal('hold', { note: 'a busy day' });
    const { paused: pause } = await paused.untilPaused(run);
    assert.equal(pause?.note, 'a busy day');
    await run.signal('hold', { note: null });
    await run.result();
    paused.assertOnce(items);
    assert.deepEqual(stage.of('setPause'), []);
  });
});

function refuse(type: string): never {
  throw ApplicationFailure.nonRetryable('as the test wants it', type);
}
