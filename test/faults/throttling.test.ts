import assert from 'node:assert/strict';
import type { World } from '../../src/sandbox/world/world.js';
import { repeatedIn, type Repeated } from './attempts.js';
import { Rig } from './support.js';

const DAY_MS = 86_400_000;

describe('services throttle', function () {
  let rig: Rig;
  let day = 0;

  before(async function () {
    rig = await Rig.start(this, { seed: 'throttling' });
    await rig.startWorker();
  });
  after(async () => await rig?.close());

  /** Archives a small day of its own and resolves to what had to be repeated. */
  async function archive(): Promise<Repeated[]> {
    const world: World = rig.addDay(`2026-03-0${(day += 1)}`, 12);
    const run = await rig.start(world.window);
    await rig.assertArchived(world, await rig.reportOf(run));
    return await repeatedIn(rig, run);
  }

  it('each call is repeated, and not before the service has asked for it', async () => {
    const { site, tenant } = rig.installation;
    site.failNext(1, { status: 429, route: 'login', retryAfter: '2' });
    const date = httpDateIn(5_000);
    site.failNext(1, { status: 429, route: 'items', retryAfter: date });
    site.failNext(1, { status: 503, route: 'attachments', retryAfter: '3' });
    tenant.failNext(1, { match: 'users', status: 429, retryAfter: 3 });
    tenant.failNext(1, { match: /^POST .*\/mailFolders$/, status: 429, retryAfter: 3 });
    const repeated = await archive();
    // By the policy alone it would have been 1 s, and 2 s the second time.
    assertRepeated(repeated, { activity: 'fetchWindow', attempts: 3, notBefore: date });
    assertRepeated(repeated, { activity: 'stageItem', attempts: 2, atLeastMs: 3_000 });
    assertRepeated(repeated, { activity: 'mapItem', attempts: 2, atLeastMs: 3_000 });
    assertRepeated(repeated, { activity: 'importItem', attempts: 2, atLeastMs: 3_000 });
  });

  it('also where a mail is created, and where one is looked up whose answer was lost', async () => {
    const { tenant } = rig.installation;
    const date = httpDateIn(5_000);
    tenant.failNext(1, { match: 'create', status: 429, retryAfter: date });
    tenant.failNext(1, { match: 'create', mode: 'commit-then-504' });
    tenant.failNext(1, { match: 'find', status: 429, retryAfter: 4 });
    const repeated = await archive();
    assertRepeated(repeated, { activity: 'importItem', attempts: 2, notBefore: date });
    assertRepeated(repeated, { activity: 'importItem', attempts: 3, atLeastMs: 5_000 });
  });

  it('by its own schedule where the service does not say when, says at once, or says nonsense', async () => {
    const { site, tenant } = rig.installation;
    site.failNext(1, { status: 429, route: 'items' });
    site.failNext(1, { status: 429, route: 'attachments', retryAfter: 'in 600 seconds' });
    tenant.failNext(1, { match: 'create', status: 429, retryAfter: '-600' });
    tenant.failNext(1, { match: 'create', status: 429 });
    tenant.failNext(1, { match: 'create', status: 429, retryAfter: 0 });
    tenant.failNext(1, { match: 'create', status: 429, retryAfter: httpDateIn(-5_000) });
    const repeated = await archive();
    assert.deepEqual(repeated.map(({ activity, reason }) => `${activity} ${reason}`).toSorted(), [
      'fetchWindow Throttled',
      'importItem Throttled',
      'importItem Throttled',
      'importItem Throttled',
      'importItem Throttled',
      'stageItem Throttled',
    ]);
    for (const { waitedMs } of repeated)
      assert.ok(waitedMs >= 900 && waitedMs < 60_000, `after ${waitedMs} ms`);
  });
});

/** Some of the activity's repetitions took so many attempts or more, and none of those came back too early. */
function assertRepeated(
  repeated: Repeated[],
  asked: { activity: string; attempts: number; atLeastMs?: number; notBefore?: string },
): void {
  const { activity, attempts, atLeastMs = 0, notBefore = httpDateIn(-DAY_MS) } = asked;
  const found = repeated.filter((one) => one.activity === activity && one.attempts >= attempts);
  assert.notDeepEqual(found, [], `no ${activity} in ${attempts} attempts: ${JSON.stringify(repeated)}`);
  for (const { waitedMs, startedAt, reason } of found) {
    assert.equal(reason, 'Throttled');
    assert.ok(waitedMs >= atLeastMs, `${activity} came back after ${waitedMs} ms`);
    assert.ok(startedAt >= Date.parse(notBefore), `${activity} came back before the date it was given`);
  }
}

/** Whole seconds only, as HTTP has them. */
function httpDateIn(ms: number): string {
  return new Date(Date.now() + ms).toUTCString();
}
