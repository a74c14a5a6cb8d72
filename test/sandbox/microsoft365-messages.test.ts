import assert from 'node:assert/strict';
import {
  byKey,
  file,
  IMMUTABLE,
  importable,
  KEY,
  MESSAGES,
  property,
  refusal,
  where,
} from '../support/sandbox-mail.js';
import { ANNA, startTenant, type Answer, type TestTenant } from '../support/sandbox-tenant.js';

describe('sandbox Microsoft 365: messages', () => {
  let site: TestTenant;
  before(async () => (site = await startTenant()));
  after(() => site.close());
  beforeEach(() => {
    for (const { immutableId } of site.messagesOf(ANNA)) remove(immutableId);
  });

  const remove = (id: string): void => {
    const mailbox = site.mailboxes.get(site.users[0]?.id ?? '');
    mailbox?.remove(mailbox.message(id));
  };
  const create = (body: unknown, path = MESSAGES, headers: Record<string, string> = {}): Promise<Answer> =>
    site.graph('POST', path, { body, headers });

  describe('ids', () => {
    it('are immutable only for a caller who asks, and both find the message', async () => {
      const { json: plain } = await create(importable());
      const read = await site.graph('GET', `${MESSAGES}/${plain.id}`, { headers: IMMUTABLE });
      assert.equal(read.headers.get('preference-applied'), 'IdType="ImmutableId"');
      assert.notEqual(read.json.id, plain.id);
      const moved = await site.graph('POST', `${MESSAGES}/${plain.id}/move`, {
        body: { destinationId: 'archive' },
      });
      assert.equal(moved.status, 201);
      assert.notEqual(moved.json.id, plain.id);
      assert.deepEqual(refusal(await site.graph('GET', `${MESSAGES}/${plain.id}`)), [
        404,
        'ErrorItemNotFound',
      ]);
      assert.equal((await site.graph('GET', `${MESSAGES}/${read.json.id}`)).json.id, moved.json.id);
      assert.equal(site.messagesOf(ANNA)[0]?.folderName, 'Archive');
    });
  });

  describe('a look-up', () => {
    const ids = ({ json }: Answer): string[] => json.value.map((message: { id: string }) => message.id);

    it('finds a message by our property in the whole mailbox and in its folder only', async () => {
      const { json } = await create(importable());
      site.moveMessage(ANNA, json.id, 'inbox');
      const [stored] = site.messagesOf(ANNA);
      for (const path of [MESSAGES, `/users/${ANNA}/mailFolders/inbox/messages`])
        assert.deepEqual(
          ids(await site.graph('GET', `${path}?${byKey('markerone')}`, { headers: IMMUTABLE })),
          [stored?.immutableId],
        );
      assert.deepEqual(
        ids(await site.graph('GET', `/users/${ANNA}/mailFolders/drafts/messages?${byKey('MarkerOne')}`)),
        [],
      );
    });

    it("compares the property's name with regard to case", async () => {
      await create(importable());
      const other = KEY.replace('ArchiverMarker', 'archivermarker');
      assert.deepEqual(ids(await site.graph('GET', `${MESSAGES}?${byKey('MarkerOne', other)}`)), []);
      assert.equal(
        ids(await site.graph('GET', `${MESSAGES}?${byKey('MarkerOne', KEY.replace('8ECCC264', '8eccc264'))}`))
          .length,
        1,
      );
    });

    it('finds a message by its Message-ID', async () => {
      await create(importable());
      const found = await site.graph(
        'GET',
        `${MESSAGES}?${where("internetMessageId eq '<abc+1@whatsapp.invalid>'")}`,
      );
      assert.equal(ids(found).length, 1);
      const unescaped = `$filter=internetMessageId eq '<abc+1@whatsapp.invalid>'`;
      assert.equal(ids(await site.graph('GET', `${MESSAGES}?${unescaped}`)).length, 0, 'a bare + is a blank');
    });

    it('returns extended properties only where they are expanded, under the ids that Exchange keeps', async () => {
      const { json } = await create(importable());
      const expand = encodeURIComponent(
        `singleValueExtendedProperties($filter=id eq '${KEY}' or id eq 'Integer 0x0E07'),attachments`,
      );
      const read = await site.graph('GET', `${MESSAGES}/${json.id}?$select=subject&$expand=${expand}`);
      assert.deepEqual(read.json.singleValueExtendedProperties, [
        {
          id: KEY.replace('8ECCC264-6880-4EBE-992F-8888D2EEAA1D', '8eccc264-6880-4ebe-992f-8888d2eeaa1d'),
          value: 'MarkerOne',
        },
        { id: 'Integer 0xe07', value: '1' },
      ]);
      assert.equal(read.json.attachments[0].contentBytes, Buffer.from('hello').toString('base64'));
      assert.deepEqual(Object.keys(read.json).slice(0, 3), ['@odata.etag', 'id', 'subject']);
      assert.equal(json.singleValueExtendedProperties, undefined);
    });

    it('shows headers only where they are selected', async () => {
      const { json } = await create(importable());
      assert.equal(json.internetMessageHeaders, undefined);
      const read = await site.graph('GET', `${MESSAGES}/${json.id}?$select=internetMessageHeaders`);
      assert.equal(read.json.internetMessageHeaders.length, 1);
    });

    it('gives ten at a time, newest first, and the rest by links', async () => {
      const at = (day: number): object =>
        property('SystemTime 0x0E06', `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`);
      for (let day = 1; day <= 12; day += 1) await create(at(day));
      const first = await site.graph('GET', `${MESSAGES}?$count=true&$select=receivedDateTime`);
      assert.equal(first.json['@odata.count'], 12);
      assert.equal(first.json.value[0].receivedDateTime, '2026-11-12T00:00:00Z');
      const second = await site.graph('GET', first.json['@odata.nextLink']);
      assert.deepEqual([first.json.value.length, second.json.value.length], [10, 2]);
      assert.equal((await site.graph('GET', `${MESSAGES}?$top=1000`)).json.value.length, 12);
    });

    it('does not show a new message for as long as the search lag says, but opens it', async () => {
      site.settings.searchLagMs = 60_000;
      const { json } = await create(importable());
      const path = `${MESSAGES}?${byKey('MarkerOne')}`;
      assert.deepEqual(ids(await site.graph('GET', path)), []);
      assert.equal((await site.graph('GET', `${MESSAGES}/${json.id}`)).status, 200);
      site.settings.searchLagMs = 0;
      assert.equal(ids(await site.graph('GET', path)).length, 1);
    });

    for (const [what, query, code] of [
      ['a filter by subject', where("subject eq 'x'"), 'ErrorInvalidUrlQueryFilter'],
      [
        'two clauses',
        where("internetMessageId eq 'a' or internetMessageId eq 'b'"),
        'ErrorInvalidUrlQueryFilter',
      ],
      [
        'two lambda variables',
        where(`singleValueExtendedProperties/Any(a: b/id eq '${KEY}' and b/value eq 'x')`),
        'ErrorInvalidUrlQueryFilter',
      ],
      ['a number compared as text', byKey('1', 'Integer 0x0E07'), 'ErrorInvalidUrlQueryFilter'],
      ['a property id of no form', byKey('1', 'Marker'), 'ErrorInvalidProperty'],
      ['an unknown property', '$select=isJunk', 'RequestBroker--ParseUri'],
      ['an unknown expansion', '$expand=extensions', 'BadRequest'],
      ['a sort order beside a filter', `$orderby=receivedDateTime&${byKey('x')}`, 'InefficientFilter'],
      ['a page above 1000', '$top=1001', 'ErrorInvalidUrlQuery'],
      ['an unknown option', '$search=x', 'BadRequest'],
    ] as const) {
      it(`refuses ${what}`, async () => {
        await create(importable());
        assert.deepEqual(refusal(await site.graph('GET', `${MESSAGES}?${query}`)), [400, code]);
      });
    }
  });

  describe('a change', () => {
    it('of the message flags answers 200 and changes nothing', async () => {
      const { json } = await create({ subject: 'draft' });
      const body = { singleValueExtendedProperties: [{ id: 'Integer 0x0E07', value: '1' }] };
      const patched = await site.graph('PATCH', `${MESSAGES}/${json.id}`, { body });
      assert.deepEqual([patched.status, patched.json.isDraft], [200, true]);
    });

    it('of a sensitive property is for drafts only', async () => {
      const { json: draft } = await create({ subject: 'draft' });
      const { json: mail } = await create(importable());
      const subject = { body: { subject: 'changed' } };
      assert.equal((await site.graph('PATCH', `${MESSAGES}/${draft.id}`, subject)).json.subject, 'changed');
      assert.deepEqual(refusal(await site.graph('PATCH', `${MESSAGES}/${mail.id}`, subject)), [
        403,
        'ErrorAccessDenied',
      ]);
      assert.equal(
        (await site.graph('PATCH', `${MESSAGES}/${mail.id}`, { body: { isRead: false } })).status,
        200,
      );
    });

    it('of its attachments takes a small one, which is listed and read', async () => {
      const { json } = await create(importable());
      const path = `${MESSAGES}/${json.id}/attachments`;
      const added = await site.graph('POST', path, { body: file('more.txt', Buffer.from('more')) });
      assert.equal(added.status, 201);
      const list = await site.graph('GET', `${path}?$select=id,name,size`);
      assert.deepEqual(
        list.json.value.map(({ name }: { name: string }) => name),
        ['hello.txt', 'more.txt'],
      );
      const read = await site.graph('GET', `${path}/${added.json.id}`);
      assert.equal(read.json.contentBytes, Buffer.from('more').toString('base64'));
    });

    it('refuses an attachment of 3 MB', async () => {
      const { json } = await create({ subject: 'x' });
      const body = file('big.bin', Buffer.alloc(3_000_000));
      const path = `${MESSAGES}/${json.id}/attachments`;
      assert.equal((await site.graph('POST', path, { body })).status, 413);
      assert.equal(site.messagesOf(ANNA)[0]?.attachments.length, 0);
    });

    it('that deletes it leaves nothing to find', async () => {
      const { json } = await create(importable());
      assert.equal((await site.graph('DELETE', `${MESSAGES}/${json.id}`)).status, 204);
      assert.deepEqual(refusal(await site.graph('DELETE', `${MESSAGES}/${json.id}`)), [
        404,
        'ErrorItemNotFound',
      ]);
    });
  });

  describe('what is not there', () => {
    for (const path of [
      '/me/messages',
      `/users/${ANNA}/mail`,
      `${MESSAGES}/inbox/copies`,
      `/users/${ANNA}/calendars`,
    ]) {
      it(`is an unknown segment elsewhere: ${path}`, async () => {
        const { status, json } = await site.graph('GET', path);
        assert.equal(status, 400);
        assert.match(json.error.message, /^Resource not found for the segment '/);
      });
    }
  });
});
