import assert from 'node:assert/strict';
import type { Connector } from '../../src/domain/connector.js';
import { ArchiveError } from '../../src/domain/errors.js';
import type { ArchiveItemInput, RunPlan } from '../../src/domain/run.js';
import type { Source } from '../../src/sources/source.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';

/** Names of secrets: the one that the run was opened with, and the one that an update names. */
const FORMER = 'telemessage-emea';
const RENAMED = 'telemessage-emea-renamed';
const FILE = { attachmentId: 'a', fileName: 'a.txt', contentType: 'text/plain', sizeBytes: 100 };

describe('the source of a run whose connector is updated meanwhile', () => {
  let bench: Bench;
  let plan: RunPlan;
  let working: Source;
  /** By the name of the secret in the settings. */
  let sources: Record<string, Source>;
  let activities: ReturnType<Bench['activities']>;

  beforeEach(async () => {
    bench = await Bench.open();
    bench.site.addItems([forBoth({ itemId: newId('item'), attachments: [FILE] })], () => Buffer.alloc(100));
    working = bench.deps.sourceOf((await bench.deps.connectors.get(bench.connectorId)).connector);
    plan = await bench.openRun();
    activities = startWorker();
  });
  afterEach(() => bench.close());

  const startWorker = () => {
    const sourceOf = ({ source }: Connector): Source =>
      sources[source.passwordSecret ?? ''] ?? assert.fail('nobody has asked for such settings');
    return bench.activities({ sourceOf });
  };
  const listPage = async (by = activities) => await bench.listPage(plan, 0, by);
  const listItem = async (): Promise<ArchiveItemInput> => {
    const { blob, items } = await listPage();
    const { itemKey = '', index = 0 } = items[0] ?? {};
    return { run: plan.run, itemKey, record: { blob, index } };
  };
  const update = async (source: object): Promise<void> => {
    const { connectors } = bench.deps;
    const { connector, account, mapping, etag } = await connectors.get(bench.connectorId);
    const updated = { ...connector, source: { ...connector.source, ...source } };
    await connectors.update({ connector: updated, account, mapping }, etag);
  };

  it('is the new one with the next try, also for a worker that still knows the former one', async () => {
    sources = { [FORMER]: refusing(working), [RENAMED]: working };
    const other = startWorker();
    await assert.rejects(listPage(), { code: 'SecretMissing' });
    await assert.rejects(listPage(other), { code: 'SecretMissing' });
    await update({ passwordSecret: RENAMED });
    const item = await listItem();
    await other.stageItem(item);
    assert.ok((await bench.deps.ledger.entry(item.itemKey)).staged?.attachments[0]?.blob);
  });

  it('is asked once where it refuses and nothing has changed', async () => {
    let asked = 0;
    sources = { [FORMER]: refusing(working, () => (asked += 1)) };
    await assert.rejects(listPage(), { code: 'SecretMissing' });
    assert.equal(asked, 1);
  });

  it('is the new one, and the mapping stays', async () => {
    sources = { [FORMER]: refusing(working), [RENAMED]: working };
    await update({ passwordSecret: RENAMED });
    await bench.map({ automatic: false }, null);
    const item = await listItem();
    await activities.stageItem(item);
    await activities.convertItem(item);
    assert.equal((await activities.mapItem(item)).mailboxes.length, 2);
  });

  it('is refused where it is the account of somebody else, for pages and for attachments', async () => {
    const account = async () => await Promise.resolve({ id: 'another', products: [] });
    sources = { [FORMER]: working, [RENAMED]: changed(working, { account }) };
    const item = await listItem();
    await update({ passwordSecret: RENAMED });
    const other = startWorker();
    await assert.rejects(other.stageItem(item), { code: 'AccountMismatch' });
    const again = await bench.openRun();
    await assert.rejects(bench.listPage(again, 0, other), { code: 'AccountMismatch' });
  });

  for (const [what, change] of [
    ['the connector was deleted', async () => await bench.deps.connectors.delete(bench.connectorId)],
    [
      'it would be of another kind',
      async () =>
        await update({ type: 'telemessage-sftp', host: 'drop.example', port: 22, passwordSecret: RENAMED }),
    ],
  ] as const) {
    it(`stays the former one where ${what}`, async () => {
      sources = { [FORMER]: working };
      await change();
      assert.equal((await listPage()).items.length, 1);
    });
  }
});

function refusing(source: Source, onCall = (): unknown => undefined): Source {
  const account = async () => {
    onCall();
    return await Promise.reject(new ArchiveError('SecretMissing', 'There is no such secret.'));
  };
  return changed(source, { account });
}
