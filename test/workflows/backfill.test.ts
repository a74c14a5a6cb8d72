import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { planOf, Stage } from './stage.js';

const INPUT = {
  connectorId: 'emea',
  from: '2026-11-01',
  to: '2026-11-04',
  reason: 'a test',
  requestedBy: 'an admin',
};

describe('a backfill', function () {
  this.timeout(60_000);
  let stage: Stage;

  before(async function () {
    stage = await Stage.open(this);
  });
  after(async () => await stage?.close());

  it('is a run per calendar day, one after another, the first and last cut to its bounds', async () => {
    stage.play({ openRun: () => planOf(0, { movesWatermark: false }) });
    const input = { ...INPUT, from: '2026-11-01T12:00:00Z', to: '2026-11-03T06:00:00+01:00' };
    const results = (await (await stage.start('backfill', input)).result()) as unknown[];
    assert.equal(results.length, 3);
    assert.deepEqual(
      stage.of('openRun').map(({ window }) => window),
      [
        { from: '2026-11-01T12:00:00.000Z', to: '2026-11-02T00:00:00.000Z' },
        { from: '2026-11-02T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z' },
        { from: '2026-11-03T00:00:00.000Z', to: '2026-11-03T05:00:00.000Z' },
      ],
    );
    assert.deepEqual(
      stage.calls.map(({ name }) => name).filter((name) => name !== 'readPause'),
      ['openRun', 'reportRun', 'openRun', 'reportRun', 'openRun', 'reportRun'],
    );
  });

  for (const [what, changes, message] of [
    ['no reason', { reason: ' ' }, /missing: reason/],
    ['no connector', { connectorId: undefined }, /missing: connectorId/],
    ['a misspelt name', { form: '2026-11-01' }, /not known: form/],
    ['a day that is none', { from: '2026-02-31' }, /`from` is no date/],
    ['an end before its beginning', { to: '2026-10-31' }, /`to` must be later/],
  ] as const) {
    it(`started by hand with ${what} is refused at once, and says why`, async () => {
      stage.play({});
      const run = await stage.start('backfill', { ...INPUT, ...changes });
      await assert.rejects(run.result(), (error) => {
        assert.ok(error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure);
        assert.equal(error.cause.type, 'InvalidArgument');
        assert.match(error.cause.message, message);
        return true;
      });
      assert.deepEqual(stage.calls, []);
    });
  }
});
