import assert from 'node:assert/strict';
import type { Report } from '../../src/domain/report.js';
import type { World } from '../../src/sandbox/world/world.js';
import { until } from '../support/until.js';
import { Rig } from './support.js';

const ITEMS = 12;
const MOST = 4_000_000;
const SLICE = '/api/v2.0/:user/:message/:session';

// That an attachment would be doubled if the mail were not asked what it has is shown beside importItem, in test/activities.
describe('large attachments go up', function () {
  // What a dead worker had in hand shows after the heartbeat timeout, its slices after budget and settle time.
  this.timeout(240_000);
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'large attachments', items: ITEMS });
  });
  after(async () => await rig?.close());

  const slices = () => rig.installation.tenant.requests.filter(({ path }) => path === SLICE);

  it('while their worker is killed: another one adds what is missing, and nothing twice', async () => {
    const { tenant } = rig.installation;
    const worker = await rig.startWorker();
    const other = rig.addDay('2026-03-01', ITEMS);
    // One upload is caught in its first slice, the other one in its last, which arrives all the same.
    tenant.failNext(1, { match: 'slice', mode: 'commit-then-hang' });
    tenant.failNext(1, { match: 'slice', after: 1, mode: 'commit-then-hang' });
    const [daily, backfill] = [await rig.startDaily(), await rig.start(other.window)];

    await until('two slices whose answer does not come', () => slices().length >= 3);
    await worker.stop('SIGKILL');
    await rig.startWorker();
    assertCounts(await rig.reportOf(daily), rig.yesterday);
    assertCounts(await rig.reportOf(backfill), other);
    assert.deepEqual(rig.differences(rig.days), []);
  });

  it('through refusals and lost answers, and no request carries more than its limit', async () => {
    const { tenant } = rig.installation;
    await rig.startWorker();
    const world = rig.addDay('2026-03-02', ITEMS);
    tenant.requests.length = 0;
    tenant.failNext(1, { match: 'session', status: 503, retryAfter: 1 });
    tenant.failNext(1, { match: 'slice', status: 429, retryAfter: 1 });
    tenant.failNext(1, { match: 'slice', mode: 'commit-then-reset' });
    assertCounts(await rig.archive(world), world);
    assert.deepEqual(rig.differences([world]).filter(isOf(world)), []);
    assert.ok(slices().length >= 3);
    for (const { bytes = 0, method, path } of tenant.requests)
      assert.ok(bytes <= MOST, `${method} ${path} carries ${bytes} bytes`);
  });
});

/** The report against the generator's own count. */
function assertCounts({ counts: { relisted: _, ...counts } }: Report, { expected }: World): void {
  assert.deepEqual(counts, { ...expected.counts, skipped: 0 });
}

/** Differences that concern the world's own copies, whatever else the mailboxes hold. */
function isOf({ expected }: World): (difference: string) => boolean {
  return (difference) => expected.copies.some(({ itemId }) => difference.includes(itemId));
}
