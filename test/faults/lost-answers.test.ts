import assert from 'node:assert/strict';
import { countCreated, Rig } from './support.js';

const ITEMS = 14;
/** Answers that are lost, of some forty. */
const LOST = 25;

// That a create would be repeated if its mail were not looked up is shown beside importItem, in test/activities.
describe('the answer to a create is lost', function () {
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'lost answers', settleSeconds: 2 });
    await rig.startWorker();
  });
  afterEach(() => void (rig.installation.tenant.settings.searchLagMs = 0));
  after(async () => await rig?.close());

  for (const { mode, day, searchLagMs } of [
    { mode: 'commit-then-reset', day: '2026-03-01', searchLagMs: 0 },
    { mode: 'commit-then-504', day: '2026-03-02', searchLagMs: 0 },
    { mode: 'commit-then-504', day: '2026-03-03', searchLagMs: 1_000 },
  ] as const) {
    it(`${mode}: a mail that shows after ${searchLagMs} ms is adopted, not created again`, async () => {
      const world = rig.addDay(day, ITEMS);
      const { tenant } = rig.installation;
      const created = countCreated(rig);
      tenant.settings.searchLagMs = searchLagMs;
      tenant.failNext(LOST, { match: 'create', mode });
      await rig.assertArchived(world, await rig.archive(world));
      assert.equal(countCreated(rig) - created, world.expected.copies.length);
      assert.equal(tenant.faults.take('POST /v1.0/users/x/messages'), undefined, 'not all answers were lost');
    });
  }

  // The one thing that exactly once leans on, and that the operator sets: see ARCHIVER_SETTLE_SECONDS.
  it('is created twice where Graph shows a mail later than the settle time', async () => {
    const world = rig.addDay('2026-03-04', ITEMS);
    const { tenant } = rig.installation;
    tenant.settings.searchLagMs = 60_000;
    tenant.failNext(5, { match: 'create', mode: 'commit-then-504' });
    await rig.archive(world);
    const doubled = rig.differences([world]).filter((line) => line.endsWith('is there 2 times'));
    assert.equal(doubled.length, 5);
  });
});
