import assert from 'node:assert/strict';
import { ANNA, startTenant, type TestTenant } from '../support/sandbox-tenant.js';

const FOLDERS = `/users/${ANNA}/mailFolders`;
const names = ({ json }: { json: { value: { displayName: string }[] } }): string[] =>
  json.value.map((folder) => folder.displayName);

describe('sandbox Microsoft 365: mail folders', () => {
  let site: TestTenant;
  beforeEach(async () => (site = await startTenant()));
  afterEach(() => site.close());

  const create = (displayName: string, rest: object = {}) =>
    site.graph('POST', FOLDERS, { body: { displayName, ...rest } });

  it('shows a new folder only to a caller who follows the pages', async () => {
    assert.equal((await create('WhatsApp Archiver')).status, 201);
    const first = await site.graph('GET', FOLDERS);
    assert.equal(first.json.value.length, 10);
    assert.ok(!names(first).includes('WhatsApp Archiver'));
    const second = await site.graph('GET', first.json['@odata.nextLink']);
    assert.deepEqual(names(second), ['WhatsApp Archiver']);
    assert.equal(second.json['@odata.nextLink'], undefined);
    assert.equal((await site.graph('GET', `${FOLDERS}?$top=100`)).json.value.length, 11);
  });

  it('keeps the other options in the link to the next page', async () => {
    const { json } = await site.graph(
      'GET',
      `${FOLDERS}?$top=3&$select=displayName&includeHiddenFolders=true`,
    );
    const { searchParams } = new URL(json['@odata.nextLink']);
    assert.deepEqual(Object.fromEntries(searchParams), {
      $top: '3',
      $select: 'displayName',
      includeHiddenFolders: 'true',
      $skip: '3',
    });
  });

  it('finds a folder by name whatever its case, by id and by well-known name', async () => {
    const { json } = await create('WhatsApp Archiver');
    const filter = encodeURIComponent("displayName eq 'whatsapp archiver'");
    assert.deepEqual(names(await site.graph('GET', `${FOLDERS}?$filter=${filter}`)), ['WhatsApp Archiver']);
    assert.equal((await site.graph('GET', `${FOLDERS}/${json.id}`)).json.displayName, 'WhatsApp Archiver');
    for (const known of ['inbox', 'drafts', 'sentitems', 'deleteditems', 'archive', 'msgfolderroot'])
      assert.equal((await site.graph('GET', `${FOLDERS}/${known}`)).status, 200, known);
  });

  it('reads a quote that is written twice as one', async () => {
    await create("Ben's");
    const filter = encodeURIComponent("displayName eq 'Ben''s'");
    assert.deepEqual(names(await site.graph('GET', `${FOLDERS}?$filter=${filter}`)), ["Ben's"]);
  });

  it('refuses a name that is taken, in any case and by a hidden folder too', async () => {
    await create('WhatsApp Archiver', { isHidden: true });
    const { status, json } = await create('WHATSAPP archiver');
    assert.deepEqual([status, json.error.code], [409, 'ErrorFolderExists']);
    assert.match(json.error.message, /already exists\., Could not create folder 'WHATSAPP archiver'\./);
    assert.ok(!names(await site.graph('GET', `${FOLDERS}?$top=50`)).includes('WhatsApp Archiver'));
    const all = await site.graph('GET', `${FOLDERS}?$top=50&includeHiddenFolders=true`);
    assert.ok(names(all).includes('WhatsApp Archiver'));
  });

  it('makes one folder where two are asked for at the same time', async () => {
    const answers = await Promise.all([create('New'), create('new')]);
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [201, 409],
    );
  });

  it('keeps folders in folders', async () => {
    const made = await site.graph('POST', `${FOLDERS}/inbox/childFolders`, {
      body: { displayName: 'Inside' },
    });
    assert.equal(made.status, 201);
    assert.deepEqual(names(await site.graph('GET', `${FOLDERS}/inbox/childFolders`)), ['Inside']);
    assert.ok(!names(await site.graph('GET', `${FOLDERS}?$top=50`)).includes('Inside'));
  });

  it('knows a folder that is gone from an id that never was', async () => {
    const { json } = await create('Short-lived');
    site.removeFolder(ANNA, 'Short-lived');
    const gone = await site.graph('GET', `${FOLDERS}/${json.id}`);
    assert.deepEqual([gone.status, gone.json.error.code], [404, 'ErrorItemNotFound']);
    const never = await site.graph('GET', `${FOLDERS}/nonsense`);
    assert.deepEqual([never.status, never.json.error.code], [400, 'ErrorInvalidIdMalformed']);
  });

  for (const [what, path, body] of [
    ['a page above 1000', '?$top=1001', undefined],
    ['a page of nothing', '?$top=0', undefined],
    ['another filter', "?$filter=startswith(displayName,'a')", undefined],
    ['an unknown option', '?$search=x', undefined],
    ['an unknown property', '', { displayName: 'x', name: 'x' }],
    ['a folder without a name', '', {}],
    ['a blank name', '', { displayName: ' ' }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = await site.graph(body ? 'POST' : 'GET', `${FOLDERS}${path}`, { body });
      assert.equal(answer.status, 400);
    });
  }
});
