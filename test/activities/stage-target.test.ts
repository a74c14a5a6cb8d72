import assert from 'node:assert/strict';
import PostalMime from 'postal-mime';
import { CONVERTER_VERSION } from '../../src/eml/eml.js';
import { mailBlob } from '../../src/storage/blob-names.js';
import { newId } from '../storage/shared-azurite.js';
import { Bench, forBoth } from './bench.js';
import { changed } from './changed.js';

const YESTERDAY = { from: '2026-11-18T00:00:00.000Z', to: '2026-11-19T00:00:00.000Z' };
const TODAY = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };

describe('what an item answers', () => {
  let bench: Bench;
  let question: Record<string, unknown>;
  let answer: Record<string, unknown>;

  beforeEach(async () => {
    bench = await Bench.open();
    question = forBoth({ itemId: newId('question'), text: 'What does it cost?' });
    answer = forBoth({ itemId: newId('answer'), text: 'Much', quotedItemId: question['itemId'] });
  });
  afterEach(() => bench.close());

  /** The item as a run over the window lists it, alone or beside others. */
  async function list(itemId: unknown, window = TODAY) {
    const plan = await bench.openRun(window);
    const { blob, items } = await bench.listPage(plan);
    const records = JSON.parse((await bench.deps.staging.read(blob)).toString()) as {
      items: { itemId: string }[];
    };
    const index = records.items.findLastIndex((record) => record.itemId === itemId);
    const itemKey = items.find((item) => item.index === index)?.itemKey ?? '';
    return { run: plan.run, itemKey, record: { blob, index } };
  }

  async function textOf(itemKey: string): Promise<string> {
    const eml = await bench.deps.staging.read(mailBlob(itemKey, CONVERTER_VERSION));
    return (await PostalMime.parse(eml)).text ?? '';
  }

  async function stageAnswer(): Promise<string> {
    const { itemKey } = await bench.stage(await list(answer['itemId']));
    return await textOf(itemKey);
  }

  it('is taken from the same page, of several revisions the newest', async () => {
    bench.site.addItems([answer, question, { ...question, revision: 1, text: 'What does it cost today?' }]);
    assert.match(await stageAnswer(), / {2}Text: What does it cost today\?$/m);
  });

  it('is taken from what was staged before', async () => {
    bench.site.addItems([{ ...question, archivedTime: '2026-11-18T09:00:00Z' }]);
    await bench.stage(await list(question['itemId'], YESTERDAY));
    bench.site.addItems([answer]);
    assert.match(await stageAnswer(), / {2}Text: What does it cost\?$/m);
  });

  it('is named where the archive does not have it, and where its record is broken', async () => {
    bench.site.addItems([answer]);
    assert.match(await stageAnswer(), /The archive has no such message of this chat\.$/m);
    const other = { ...answer, itemId: newId('answer') };
    bench.site.addItems([{ ...question, messageTime: 'yesterday' }, other]);
    const { itemKey } = await bench.stage(await list(other.itemId));
    assert.match(await textOf(itemKey), /The archive has no such message of this chat\.$/m);
  });

  it('is not shown out of another chat, unless all who get the answer were in it', async () => {
    const elsewhere = { thread: { threadId: newId('thread'), type: 'group' } };
    const secret = { ...question, ...elsewhere, recipients: [{ phoneNumber: '+447700900199' }] };
    bench.site.addItems([answer, secret]);
    assert.doesNotMatch(await stageAnswer(), /What does it cost/);
    const open = forBoth({ ...elsewhere, itemId: newId('question'), text: 'In the group' });
    const privately = { ...answer, itemId: newId('answer'), quotedItemId: open['itemId'] };
    bench.site.addItems([open, privately]);
    const { itemKey } = await bench.stage(await list(privately.itemId));
    assert.match(await textOf(itemKey), / {2}Text: In the group$/m);
  });

  it('is shown whole to nobody who was not there when it was written', async () => {
    const deletion = { ...answer, recordType: 'deletion', deletion: { deletedItemId: question['itemId'] } };
    const late = { phoneNumber: '+447700900199' };
    const deleted = { ...deletion, text: '', quotedItemId: undefined };
    bench.site.addItems([question, deleted]);
    assert.match(await stageAnswer(), / {2}Text: What does it cost\?$/m);
    const joined = {
      ...deleted,
      itemId: newId('answer'),
      recipients: [...(answer['recipients'] as []), late],
    };
    bench.site.addItems([joined]);
    const { itemKey } = await bench.stage(await list(joined.itemId));
    assert.doesNotMatch(await textOf(itemKey), /What does it cost/);
  });

  it('is looked up once: what shows up later changes nothing', async () => {
    bench.site.addItems([answer]);
    const item = await list(answer['itemId']);
    await bench.activities().stageItem(item);
    bench.site.addItems([question]);
    await bench.stage(await list(question['itemId']));
    await bench.stage(item);
    assert.match(await textOf(item.itemKey), /The archive has no such message of this chat\.$/m);
  });

  it('is what a try that broke off has kept, whatever is found the second time', async () => {
    bench.site.addItems([answer, question]);
    const item = await list(answer['itemId']);
    const recordStaged = async () => await Promise.reject(new Error('cut off'));
    await assert.rejects(
      bench.activities({ ledger: changed(bench.deps.ledger, { recordStaged }) }).stageItem(item),
    );
    bench.site.addItems([{ ...question, revision: 1, text: 'Something else' }]);
    await bench.stage({ ...item, record: (await list(answer['itemId'])).record });
    assert.match(await textOf(item.itemKey), / {2}Text: What does it cost\?$/m);
  });
});
