import assert from 'node:assert/strict';
import { Client, type AuthenticationProvider } from '@microsoft/microsoft-graph-client';
import { file, IMMUTABLE, importable, KEY, MESSAGES, property, refusal } from '../support/sandbox-mail.js';
import { ANNA, startTenant, type Answer, type TestTenant } from '../support/sandbox-tenant.js';

describe('sandbox Microsoft 365: a create', () => {
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

  it("through Microsoft's own client makes a mail that is no draft, with its times, class, headers and attachment", async () => {
    const authProvider: AuthenticationProvider = { getAccessToken: () => site.token() };
    const client = Client.initWithMiddleware({
      baseUrl: site.url,
      authProvider,
      customHosts: new Set(['127.0.0.1']),
    });
    const folder = await client.api(`/users/${ANNA}/mailFolders`).post({ displayName: 'WhatsApp Archiver' });
    const made = await client
      .api(`/users/${ANNA}/mailFolders/${folder.id}/messages`)
      .headers(IMMUTABLE)
      .post(importable());
    const [stored] = site.messagesOf(ANNA);
    assert.equal(made.id, stored?.immutableId);
    assert.equal(made.isDraft, false);
    assert.equal(stored?.folderName, 'WhatsApp Archiver');
    assert.equal(stored.receivedDateTime, '2026-11-19T08:30:00Z');
    assert.equal(stored.sentDateTime, '2026-11-19T08:30:00Z');
    assert.equal(stored.itemClass, 'IPM.ExternalData.WhatsAppArchiver');
    assert.equal(stored.internetMessageId, '<abc+1@whatsapp.invalid>');
    assert.deepEqual(stored.internetMessageHeaders, [{ name: 'x-archiver-thread', value: 't-1' }]);
    assert.equal(stored.extendedProperties.get(KEY), 'MarkerOne');
    assert.equal(stored.from?.address, '447700900123@whatsapp.invalid');
    assert.deepEqual(
      stored.attachments.map(({ name, bytes }) => [name, bytes.toString()]),
      [['hello.txt', 'hello']],
    );
  });

  it('makes a draft without the flags, and with the UNSENT flag', async () => {
    const { json } = await create({ subject: 'x' });
    assert.equal(json.isDraft, true);
    assert.match(json.internetMessageId, /^<.+@.+>$/);
    assert.equal((await create(property('Integer 0x0E07', '9'))).json.isDraft, true);
    assert.equal((await create(property('Integer 0x0E07', '4'))).json.isDraft, false);
  });

  it('goes to Drafts where no folder is named', async () => {
    await create(importable());
    assert.equal(site.messagesOf(ANNA)[0]?.folderName, 'Drafts');
  });

  it('ignores the times in the body and takes the moment where no MAPI time is there', async () => {
    const { json } = await create({
      receivedDateTime: '2001-01-01T00:00:00Z',
      sentDateTime: '2001-01-01T00:00:00Z',
    });
    assert.ok(Date.now() - Date.parse(json.receivedDateTime) < 60_000);
    assert.ok(Date.now() - Date.parse(json.sentDateTime) < 60_000);
  });

  it('makes a draft of a MIME body, in Drafts', async () => {
    const mime = 'From: Carla <carla@example.com>\r\nTo: a@b.example\r\nSubject: Hi\r\n\r\nText';
    const { status, json } = await create(Buffer.from(mime).toString('base64'));
    assert.deepEqual(
      [status, json.isDraft, json.subject, json.from.emailAddress.name],
      [201, true, 'Hi', 'Carla'],
    );
  });

  const invalidProperty = [400, 'ErrorInvalidProperty'];
  const mismatch = [400, 'BadRequest'];
  const headers = (count: number, name = 'x-h'): object[] =>
    Array.from({ length: count }, (_, index) => ({ name: `${name}${index}`, value: 'v' }));
  const refusals: [string, unknown, unknown[]][] = [
    ['MIME that is not base64', 'not base64!', [400, 'ErrorMimeContentInvalidBase64String']],
    ['a property messages do not have', importable({ itemClass: 'IPM.Note' }), [400, 'RequestBodyRead']],
    ['one that addresses do not have', { from: { emailAddress: { mail: 'x' } } }, [400, 'RequestBodyRead']],
    ['a body that is only a string', { body: 'Hello' }, mismatch],
    ['a recipient that is no list', { toRecipients: {} }, mismatch],
    [
      'a header without x-',
      importable({ internetMessageHeaders: headers(1, 'In-Reply-To') }),
      [400, 'InvalidInternetMessageHeader'],
    ],
    [
      'a header with a line break',
      { internetMessageHeaders: [{ name: 'x-a', value: 'a\r\nb' }] },
      [400, 'InvalidInternetMessageHeader'],
    ],
    [
      'six headers',
      importable({ internetMessageHeaders: headers(6) }),
      [400, 'InvalidInternetMessageHeaderCollection'],
    ],
    [
      'an empty list of headers',
      { internetMessageHeaders: [] },
      [400, 'InvalidInternetMessageHeaderCollection'],
    ],
    ['an id without a type', property('0x0E07', '1'), invalidProperty],
    ['an id with a name but no set', property('String Name Marker', '1'), invalidProperty],
    [
      'a GUID without braces',
      property('String 8ECCC264-6880-4EBE-992F-8888D2EEAA1D Name X', '1'),
      invalidProperty,
    ],
    ['a property tag with its type in it', property('String 0x4001001E', 'x'), invalidProperty],
    ['a tag of the named range', property('String 0x8001', 'x'), invalidProperty],
    ['the creation time', property('SystemTime 0x3007', '2026-11-19T08:30:00Z'), invalidProperty],
    ['a type that Graph does not take', property('Long 0x0E08', '1'), [400, 'ErrorInvalidExtendedProperty']],
    ['an Integer that is none', property('Integer 0x0E07', 'one'), invalidProperty],
    ['a SystemTime without a zone', property('SystemTime 0x0E06', '2026-11-19T08:30:00'), invalidProperty],
    ['a SystemTime of no calendar', property('SystemTime 0x0E06', '2026-13-19T08:30:00Z'), invalidProperty],
    ['a Binary that is not base64', property('Binary 0x0071', 'AQ'), invalidProperty],
    ['a value that is a number', property('Integer 0x0E07', 1), mismatch],
    [
      'an attachment without its type',
      importable({ attachments: [{ name: 'a', contentBytes: '' }] }),
      mismatch,
    ],
    [
      'bytes that are not base64',
      importable({ attachments: [{ ...file('a', Buffer.of(1)), contentBytes: '*' }] }),
      mismatch,
    ],
    [
      'an attachment of 3 MB',
      { attachments: [file('a', Buffer.alloc(3_000_000))] },
      [413, 'RequestEntityTooLarge'],
    ],
    [
      'an item attachment',
      { attachments: [{ '@odata.type': '#microsoft.graph.itemAttachment' }] },
      [501, 'NotImplemented'],
    ],
  ];
  for (const [what, body, expected] of refusals) {
    it(`refuses ${what}, and stores nothing`, async () => {
      assert.deepEqual(refusal(await create(body)), expected);
      assert.equal(site.messagesOf(ANNA).length, 0);
    });
  }

  it('takes 2.8 MB of attachments and not a body above 4 MB', async () => {
    const big = importable({ attachments: [file('a', Buffer.alloc(2_800_000))] });
    assert.equal((await create(big)).status, 201);
    const bigger = importable({
      attachments: [file('a', Buffer.alloc(1_500_000)), file('b', Buffer.alloc(1_500_000))],
    });
    assert.deepEqual(refusal(await create(bigger)), [413, 'RequestEntityTooLarge']);
  });

  it('names the property it does not know', async () => {
    const { json } = await create({ receivedAt: 'x' });
    assert.match(
      json.error.message,
      /^The property 'receivedAt' does not exist on type 'microsoft.graph.message'/,
    );
  });

  it('wants JSON that says it is JSON', async () => {
    assert.equal((await create({}, MESSAGES, { 'content-type': 'application/xml' })).status, 415);
    assert.equal((await create('{', MESSAGES, { 'content-type': 'application/json' })).status, 400);
  });

  it('takes MIME on /messages only', async () => {
    const answer = await create('QQ==', `/users/${ANNA}/mailFolders/inbox/messages`);
    assert.equal(answer.status, 415);
  });

  it('refuses a folder that is not there and a full mailbox', async () => {
    const { json: folder } = await site.graph('POST', `/users/${ANNA}/mailFolders`, {
      body: { displayName: 'Gone' },
    });
    site.removeFolder(ANNA, 'Gone');
    const path = `/users/${ANNA}/mailFolders/${folder.id}/messages`;
    assert.deepEqual(refusal(await create(importable(), path)), [404, 'ErrorItemNotFound']);
    site.fillMailbox(ANNA);
    assert.deepEqual(refusal(await create(importable())), [507, 'ErrorQuotaExceeded']);
    site.fillMailbox(ANNA, false);
  });
});
