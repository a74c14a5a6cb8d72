import assert from 'node:assert/strict';
import { newId } from '../storage/shared-azurite.js';
import { ANNA, BEN, UNLICENSED } from '../support/sandbox-tenant.js';
import { Bench, forBoth } from './bench.js';

const LONG_SECONDS = 600;

describe('looking up the participants of an item', () => {
  let bench: Bench;
  /** Of one worker: what it has learned of the directory it keeps for the run. */
  let worker: ReturnType<Bench['activities']>;

  beforeEach(async () => {
    bench = await Bench.open();
    worker = bench.activities();
  });
  afterEach(() => bench.close());

  /** Items of one run, converted. */
  async function convert(...records: object[]) {
    bench.site.addItems(records.map((record) => forBoth({ itemId: newId('item'), ...record })));
    const { run, ...plan } = await bench.openRun();
    const { blob, items } = await bench.listPage({ run, ...plan });
    const listed = items.slice(-records.length);
    for (const { itemKey, index } of listed) {
      const item = { run, itemKey, record: { blob, index } };
      await worker.stageItem(item);
      await worker.convertItem(item);
    }
    return listed.map(({ itemKey }) => ({ run, itemKey }));
  }
  const from = (address: string) => ({
    sender: { userEmailAddress: address },
    recipients: [{ userEmailAddress: UNLICENSED }],
  });
  const asked = (path: RegExp) => bench.tenant.requests.filter((request) => path.test(request.path)).length;
  const idOf = (name: string) =>
    bench.tenant.users.find(({ userPrincipalName }) => userPrincipalName === name)?.id ?? '';

  it('takes a few requests for a thousand of them', async () => {
    const others = Array.from({ length: 998 }, (_, index) => `person.${index}@fabrikam.example`);
    const recipients = [...others, BEN].map((userEmailAddress) => ({ userEmailAddress }));
    const [item] = await convert({ recipients });
    assert.ok(item);
    const { mailboxes } = await worker.mapItem(item);
    assert.deepEqual(mailboxes, [idOf(ANNA), idOf(BEN)].toSorted());
    assert.ok(asked(/\$batch$/) <= 40, `${asked(/\$batch$/)} requests`);
  });

  it('happens once in a run, also for who has no mailbox', async () => {
    const [first, second] = await convert(from(ANNA), from(ANNA));
    assert.ok(first && second);
    await worker.mapItem(first);
    const before = asked(/./);
    await worker.mapItem(second);
    assert.equal(asked(/./), before);
  });

  it('happens again in the next run, which sees a mailbox given meanwhile', async () => {
    const [item] = await convert(from(UNLICENSED));
    assert.ok(item);
    await assert.rejects(worker.mapItem(item), { code: 'NoMapping' });
    bench.tenant.revokeMailbox(UNLICENSED, false);
    await assert.rejects(worker.mapItem(item), { code: 'NoMapping' });
    const next = await bench.openRun();
    await bench.listPage(next);
    const { mailboxes } = await worker.mapItem({ ...item, run: next.run });
    assert.deepEqual(mailboxes, [idOf(UNLICENSED)]);
  });

  it('that is throttled for long lets the copies of mapped items go on, and is not waited for', async () => {
    const [mapped, other] = await convert(from(ANNA), from(BEN));
    assert.ok(mapped && other);
    await worker.mapItem(mapped);
    bench.tenant.failNext(Infinity, { match: 'users', status: 429, retryAfter: LONG_SECONDS });
    const startedAt = performance.now();
    await assert.rejects(worker.mapItem(other), { code: 'Throttled', retryAfterMs: LONG_SECONDS * 1000 });
    assert.equal(await worker.importItem({ ...mapped, mailbox: idOf(ANNA) }), 'imported');
    assert.ok(performance.now() - startedAt < 60_000, 'somebody waited in here');
    assert.equal(bench.countMails(ANNA), 1);
  });
});
