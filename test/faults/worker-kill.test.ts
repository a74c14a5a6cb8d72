import assert from 'node:assert/strict';
import { itemKey } from '../../src/domain/identity.js';
import { until } from '../support/until.js';
import { countCreated, Rig } from './support.js';

const CAUGHT = 5;

describe('workers are killed with SIGKILL', function () {
  // What a dead worker had in hand shows after the heartbeat timeout, its creates after budget and settle time.
  this.timeout(240_000);
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'worker kill', items: 24 });
  });
  after(async () => await rig?.close());

  it('while items are staged and while mails are created: others finish the run, no copy is lost or doubled', async () => {
    const { site, tenant } = rig.installation;
    const [one, other] = [await rig.startWorker(), await rig.startWorker()];
    tenant.settings.latencyMs = 50;
    tenant.failNext(CAUGHT, { match: 'create', mode: 'commit-then-hang' });
    const run = await rig.startDaily();

    await until('attachments to be fetched', () =>
      site.requests.some(({ route }) => route === 'attachments'),
    );
    await one.stop('SIGKILL');
    await until('creates whose answer does not come', () => rig.countMails() >= CAUGHT);
    await other.stop('SIGKILL');
    // Whoever simply did again what the ledger does not know as done would double these.
    assert.ok(rig.countMails() - (await countKnown(rig)) >= CAUGHT, 'no create was caught under way');

    await rig.startWorker();
    await rig.assertArchived(rig.yesterday, await rig.reportOf(run));
    assert.equal(countCreated(rig), rig.yesterday.expected.copies.length);
  });
});

/** Copies that the ledger knows as imported. */
async function countKnown({ yesterday, storage }: Rig): Promise<number> {
  let known = 0;
  for (const key of new Set(
    yesterday.expected.copies.map((copy) => itemKey(yesterday.account, copy.itemId, copy.revision)),
  )) {
    const { copies } = await storage.ledger.entry(key);
    known += copies.filter(({ state }) => state === 'imported' || state === 'partial').length;
  }
  return known;
}
