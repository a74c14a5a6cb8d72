import assert from 'node:assert/strict';
import type { ReasonCode } from '../../src/domain/reasons.js';
import { until } from '../support/until.js';
import { assertAddsUp, Rig } from './support.js';

describe('mailboxes are in trouble', function () {
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, { seed: 'mailbox trouble' });
    await rig.startWorker();
  });
  after(async () => await rig?.close());

  it('in the middle of a run: their copies stay open, all others go on, and the next run imports just the open ones', async () => {
    const { tenant } = rig.installation;
    const { expected } = rig.yesterday;
    const [gone, full, denied] = [...new Set(expected.copies.map(({ mailbox }) => mailbox))] as [
      string,
      string,
      string,
    ];
    tenant.rights.deniedMailboxes.add(denied);
    tenant.settings.latencyMs = 50;
    const run = await rig.startDaily();
    await until('a mail in the first mailbox', () => tenant.messagesOf(gone).length > 0);
    tenant.revokeMailbox(gone);
    await until('a mail in the second mailbox', () => tenant.messagesOf(full).length > 0);
    tenant.fillMailbox(full);
    const first = await rig.reportOf(run);
    tenant.settings.latencyMs = 3;

    assertAddsUp(first);
    assert.equal(await rig.countOpen(), 0);
    const reasonOf = new Map<string, ReasonCode>([
      [gone, 'MailboxNotFound'],
      [full, 'MailboxFull'],
      [denied, 'AccessDenied'],
    ]);
    const open = first.failures.filter((failure) => failure.open);
    for (const [mailbox, reason] of reasonOf) {
      const copies = expected.copies.filter((copy) => copy.mailbox === mailbox).length;
      const missing = copies - tenant.messagesOf(mailbox).length;
      assert.ok(missing > 0, `${reason} has hit no copy`);
      assert.equal(open.filter((failure) => failure.reason === reason).length, missing);
    }
    // Every other mailbox has all of its copies.
    assert.equal(rig.differences(rig.days).length, open.length);
    assert.ok(
      rig
        .differences(rig.days)
        .every((line) => [...reasonOf.keys()].some((mailbox) => line.includes(mailbox))),
    );

    tenant.revokeMailbox(gone, false);
    tenant.fillMailbox(full, false);
    tenant.rights.deniedMailboxes.clear();
    const second = await rig.reportOf(await rig.startDaily());
    assertAddsUp(second);
    assert.deepEqual(rig.differences(rig.days), []);
    assert.equal(second.counts.imported + second.counts.partiallyImported, open.length);
    assert.equal(second.counts.failed, 0);
    assert.equal(await rig.countOpen(), 0);

    const third = await rig.reportOf(await rig.startDaily());
    assert.equal(third.counts.availableForImport, 0);
  });
});
