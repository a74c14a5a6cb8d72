import assert from 'node:assert/strict';
import { until } from '../support/until.js';
import { Rig } from './support.js';

describe('tokens end in the middle of a run', function () {
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'expired tokens' });
    await rig.startWorker();
  });
  after(async () => await rig?.close());

  it('at the source: each time there is one new login for all calls', async () => {
    const { site } = rig.installation;
    const world = rig.addDay('2026-03-01');
    const served = () =>
      site.requests.filter(({ route, status }) => route === 'attachments' && status === 200).length;
    const logins = site.logins;
    const run = await rig.start(world.window);
    for (const attachments of [1, 8, 16]) {
      await until('attachments to be fetched', () => served() >= attachments);
      const before = site.logins;
      site.expireTokens();
      await until('a new login', () => site.logins > before);
    }
    await rig.assertArchived(world, await rig.reportOf(run));
    // The worker's first, and three more.
    assert.equal(site.logins - logins, 4);
  });

  it('at Graph: each time there is one new login for all calls', async () => {
    const { tenant } = rig.installation;
    const world = rig.addDay('2026-03-02');
    const logins = () => tenant.requests.filter(({ path }) => path.endsWith('/token')).length;
    const [mails, loginsBefore] = [rig.countMails(), logins()];
    tenant.settings.latencyMs = 20;
    const run = await rig.start(world.window);
    for (const created of [1, 25]) {
      await until('mails to be created', () => rig.countMails() >= mails + created);
      const before = logins();
      tenant.expireTokens();
      await until('a new login', () => logins() > before);
    }
    await rig.assertArchived(world, await rig.reportOf(run));
    assert.equal(logins() - loginsBefore, 2);
  });
});
