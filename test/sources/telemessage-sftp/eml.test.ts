import assert from 'node:assert/strict';
import { constants, createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';
import { ArchiveError } from '../../../src/domain/errors.js';
import type { Item } from '../../../src/domain/item.js';
import { readEml } from '../../../src/sources/telemessage-sftp/eml.js';
import { itemOf } from '../../../src/sources/telemessage-sftp/item.js';
import { identify, ReadRecord, recordOf } from '../../../src/sources/telemessage-sftp/record.js';
import { anEml, aPart, type EmlParts } from './fixture.js';
import { assertWithin } from '../../support/effort.js';

const PLACE = {
  zip: '202611200000-TeleMessage_1_120000.zip',
  entry: 'one.eml',
  sizeBytes: 1,
  sha256: 'f'.repeat(64),
  archivedTime: '2026-11-20T12:00:00.000Z',
};
const PRODUCT = 'whatsapp-phone-archiver';

const bytesOf = (eml: string | Buffer) => new Uint8Array(Buffer.from(eml));
const read = async (eml: string | Buffer, key?: Parameters<typeof readEml>[1]) =>
  await readEml(bytesOf(eml), key);

/** As a page stages it, and so through JSON. */
async function recordFrom(eml: string | Buffer, key?: Parameters<typeof readEml>[1]): Promise<unknown> {
  return JSON.parse(JSON.stringify(recordOf(PLACE, await read(eml, key))));
}

const itemFrom = async (eml: string | Buffer): Promise<Item> => itemOf(await recordFrom(eml), PRODUCT);
const withHeaders = async (headers: EmlParts['headers'] & object) => await itemFrom(anEml({ headers }));

describe('an EML of a drop', function () {
  it('is an item with its people, time, thread and text', async () => {
    const { sourceHeaders, thread, ...item } = await itemFrom(anEml());
    assert.deepEqual(item, {
      itemId: 'archive-1',
      revision: 0,
      recordType: 'message',
      product: PRODUCT,
      messageTime: '2026-11-20T09:00:00.000Z',
      archivedTime: PLACE.archivedTime,
      direction: 'unknown',
      sender: {
        phoneNumber: '447700900101',
        displayName: 'Anna Archer',
        userEmailAddress: 'anna@contoso.example',
      },
      recipients: [
        { phoneNumber: '447700900102', displayName: 'Ben Baker', userEmailAddress: 'ben@contoso.example' },
      ],
      attachments: [],
      text: 'Hello',
    });
    assert.match(thread.threadId, /^derived-[0-9a-f]{32}$/);
    assert.equal(thread.type, 'direct');
    assert.deepEqual(sourceHeaders, [
      { name: 'X-TELEMESSAGE-ArchiveMessageID', value: 'archive-1' },
      { name: 'X-TELEMESSAGE-Network', value: 'WhatsApp' },
      { name: 'X-TELEMESSAGE-MessageType', value: 'message' },
    ]);
  });

  describe('is identified', () => {
    const idOf = async (headers: EmlParts['headers'] & object) =>
      identify(await recordFrom(anEml({ headers })))?.itemId;

    it('by the id of the archive, also where it is written in an encoded word', async () => {
      assert.equal(await idOf({}), 'archive-1');
      assert.equal(await idOf({ 'X-TELEMESSAGE-ArchiveMessageID': '=?utf-8?q?caf=C3=A9-1?=' }), 'café-1');
    });

    it('else by its Message-ID', async () => {
      assert.equal(await idOf({ 'X-TELEMESSAGE-ArchiveMessageID': undefined }), 'eml-1@telemessage.example');
      assert.equal(await idOf({ 'X-TELEMESSAGE-ArchiveMessageID': ' ' }), 'eml-1@telemessage.example');
    });

    it('by nothing where it has neither, or one that is no id', async () => {
      const none = { 'X-TELEMESSAGE-ArchiveMessageID': undefined, 'Message-ID': undefined };
      assert.equal(await idOf(none), undefined);
      assert.equal(await idOf({ 'X-TELEMESSAGE-ArchiveMessageID': 'x'.repeat(999) }), undefined);
      await assert.rejects(withHeaders(none), { code: 'MalformedItem', message: /Message-ID/ });
    });
  });

  describe('belongs to', () => {
    it('a group by its id or its name', async () => {
      const group = { type: 'group', threadId: 'g-1', name: 'Café Ops' };
      const headers = {
        'X-TELEMESSAGE-GroupID': 'g-1',
        'X-TELEMESSAGE-GROUP_NAME': '=?utf-8?q?Caf=C3=A9?= Ops',
      };
      assert.deepEqual((await withHeaders(headers)).thread, group);
      assert.deepEqual((await withHeaders({ ...headers, 'X-TELEMESSAGE-THREAD_ID': 't' })).thread, {
        ...group,
        threadId: 't',
      });
    });

    it('a group that only its subject names', async () => {
      const Subject = 'WhatsApp Message from 447700900101 to Sales Group';
      const { thread } = await withHeaders({ Subject });
      assert.deepEqual([thread.type, thread.name], ['group', 'Sales Group']);
      const From = 'Ben 447700900102 <ben@contoso.example>';
      const To = 'Anna 447700900101 <anna@contoso.example>';
      assert.deepEqual((await withHeaders({ Subject, From, To })).thread, thread);
      const others = await withHeaders({ Subject, To: 'Carl 447700900103 <carl@contoso.example>' });
      assert.equal(others.thread.name, thread.name);
      assert.notEqual(others.thread.threadId, thread.threadId);
    });

    it('a conversation of two where the subject names one of them', async () => {
      const Subject = 'WhatsApp Message from 447700900101 to Ben Baker';
      assert.equal((await withHeaders({ Subject })).thread.type, 'direct');
    });

    it('the same conversation in both directions', async () => {
      const back = {
        From: 'Ben 447700900102 <ben@contoso.example>',
        To: 'Anna 447700900101 <anna@contoso.example>',
      };
      assert.deepEqual((await withHeaders(back)).thread, (await withHeaders({})).thread);
    });
  });

  it('of another network is told apart, and WhatsApp is known in any spelling', async () => {
    for (const network of ['WhatsApp', 'WHATSAPP', 'Whats App Business', undefined])
      assert.ok(await withHeaders({ 'X-TELEMESSAGE-Network': network }));
    for (const network of ['Signal', 'SMS'])
      await assert.rejects(withHeaders({ 'X-TELEMESSAGE-Network': network }), { code: 'OtherNetwork' });
  });

  it('is a deletion by its subject, whose text is kept', async () => {
    const Subject = 'DELETED – READ – WhatsApp Message from 447700900101 to 447700900102';
    const { recordType, deletion, text } = await withHeaders({ Subject });
    assert.deepEqual(
      [recordType, deletion, text],
      ['deletion', { deletedFor: 'unknown', readState: 'read' }, 'Hello'],
    );
  });

  it('keeps a kind that nobody knows, and takes the subject where none is named', async () => {
    const typed = async (type: string | undefined, Subject = 'WhatsApp Call from 1 to 2') =>
      (await withHeaders({ Subject, 'X-TELEMESSAGE-MessageType': type })).recordType;
    assert.equal(await typed('payment'), 'payment');
    assert.equal(await typed('__proto__'), '__proto__');
    assert.equal(await typed(undefined), 'call');
    assert.equal(await typed('deletion'), 'deletion');
  });

  it('hands on what else TeleMessage says, within limits', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`X-TELEMESSAGE-h${at}`, 'x'.repeat(5_000)]),
    );
    const { sourceHeaders = [] } = await withHeaders(many);
    assert.equal(sourceHeaders.length, 64);
    assert.ok(sourceHeaders.every(({ value }) => value.length <= 4_096));
  });

  describe('says', () => {
    const bodied = async (type: string, body: string) =>
      (await itemFrom(anEml({ headers: { 'Content-Type': type }, text: body }))).text;

    it('its text in whatever charset', async () => {
      const latin = Buffer.from(
        anEml({ headers: { 'Content-Type': 'text/plain; charset=iso-8859-1' }, text: 'café' }),
        'latin1',
      );
      assert.equal((await itemFrom(latin)).text, 'café');
      assert.equal(await bodied('text/plain; charset=klingon', 'plain'), 'plain');
    });

    it('HTML as text, and nothing that a script does', async () => {
      const html =
        '<style>p{}</style><p>Hello &amp; welcome</p><script>alert(1)</script><ul><li>one<li>two</ul>';
      assert.match((await bodied('text/html', html)) ?? '', /^Hello & welcome\n+ \* one\n \* two$/);
    });

    it('the plain one of two that say the same, and both of two that do not', async () => {
      const two = (kind: string) =>
        anEml({
          headers: { 'Content-Type': `multipart/${kind}; boundary=b` },
          text: '--b\r\nContent-Type: text/html\r\n\r\n<b>rich</b>\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b--',
        });
      assert.equal((await itemFrom(two('alternative'))).text, 'plain');
      assert.equal((await itemFrom(two('mixed'))).text, 'rich\nplain');
    });

    it('nothing of a text file that was sent along', async () => {
      const { text, attachments } = await itemFrom(
        anEml({
          parts: ['Content-Type: text/plain; name="notes.txt"\r\nContent-Disposition: inline\r\n\r\nnotes'],
        }),
      );
      assert.deepEqual([text, attachments.map(({ fileName }) => fileName)], ['Hello', ['notes.txt']]);
    });
  });

  describe('has attachments', () => {
    it('with names in any encoding, kind, size and hash', async () => {
      const part = [
        'Content-Type: audio/ogg',
        'Content-Transfer-Encoding: base64',
        "Content-Disposition: attachment; filename*=utf-8''caf%C3%A9%20..%2F.ogg",
        '',
        'AAEC',
      ].join('\r\n');
      const [attachment] = (await itemFrom(anEml({ parts: [part] }))).attachments;
      assert.deepEqual(attachment, {
        attachmentId: JSON.stringify([PLACE.zip, PLACE.entry, 0, true]),
        fileName: 'café ../.ogg',
        contentType: 'audio/ogg',
        sizeBytes: 3,
        kind: 'voice',
        sha256: 'ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc',
      });
    });

    it('whole, whatever size is said of them, and lost where nothing came of a size', async () => {
      const sized = async (bytes: string, size: number) => {
        const part = aPart('a.jpg', Buffer.from(bytes), { size });
        const [attachment] = (await itemFrom(anEml({ parts: [part] }))).attachments;
        return [attachment?.sizeBytes, attachment?.sha256?.slice(0, 8)];
      };
      assert.deepEqual(await sized('abc', 9), [3, 'ba7816bf']);
      assert.deepEqual(await sized('abc', 0), [3, 'ba7816bf']);
      assert.deepEqual(await sized('', 0), [0, 'e3b0c442']);
      assert.deepEqual(await sized('', 9), [9, undefined]);
    });

    it('which may be messages themselves, and stay whole', async () => {
      const part = `Content-Type: message/rfc822\r\n\r\n${anEml({ text: 'inner' })}`;
      const { text, attachments } = await itemFrom(anEml({ parts: [part] }));
      assert.deepEqual(
        [text, attachments.map(({ contentType }) => contentType)],
        ['Hello', ['message/rfc822']],
      );
    });

    it('as far as broken base64 goes', async () => {
      const broken = aPart('a.jpg', Buffer.from('abcdef')).replace('YWJj', 'YWJj!!§§\r\n===');
      assert.equal((await itemFrom(anEml({ parts: [broken] }))).attachments.length, 1);
    });
  });

  describe('encrypted', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [key, iv] = [randomBytes(32), randomBytes(16)];
    const wrapped = publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      Buffer.concat([key, iv]),
    ).toString('base64');
    const encrypt = (content: string | Buffer) => {
      const cipher = createCipheriv('aes-256-cbc', key, iv);
      return Buffer.concat([cipher.update(content), cipher.final()]);
    };
    const picture = randomBytes(1_000);
    const eml = anEml({
      headers: { 'X-TELEMESSAGE-ENC-DATAKEY': wrapped, 'X-TELEMESSAGE-ENC-KEY-ID': 'key-7' },
      text: encrypt('Geheim: café').toString('base64'),
      parts: [
        aPart('a.jpg', encrypt(picture)),
        `Content-Type: text/plain\r\n\r\n${encrypt('second').toString('base64')}`,
      ],
    });

    it('is read with its key, part by part', async () => {
      const { text, attachments, encrypted } = await read(eml, privateKey);
      assert.deepEqual([text, encrypted], ['Geheim: café\nsecond', { isOpen: true, keyId: 'key-7' }]);
      assert.ok(attachments[0]?.content.equals(picture));
      const item = itemOf(await recordFrom(eml, privateKey), PRODUCT);
      assert.equal(item.text, 'Geheim: café\nsecond');
      assert.ok(item.sourceHeaders?.every(({ name }) => !/-ENC-/.test(name)));
    });

    it('has attachments of the size that they have once decrypted, and a lost one', async () => {
      const lost = aPart('b.jpg', Buffer.alloc(0), { size: 9 });
      const headers = { 'X-TELEMESSAGE-ENC-DATAKEY': wrapped };
      const parts = [aPart('a.jpg', encrypt(picture)), lost];
      const record = await recordFrom(anEml({ headers, text: '', parts }), privateKey);
      const { attachments } = itemOf(record, PRODUCT);
      assert.deepEqual(
        attachments.map(({ sizeBytes, sha256 }) => [sizeBytes, sha256 !== undefined]),
        [
          [picture.length, true],
          [9, false],
        ],
      );
    });

    it('without its key is reported apart, and nothing of it is taken for text', async () => {
      const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      for (const given of [undefined, other]) {
        const record = await recordFrom(eml, given);
        assert.throws(() => itemOf(record, PRODUCT), { code: 'ItemEncrypted' });
        assert.deepEqual(ReadRecord.parse(record).attachments, []);
        assert.equal(ReadRecord.parse(record).text, '');
        assert.deepEqual(identify(record), { itemId: 'archive-1', revision: 0 });
      }
    });

    it('with a part that does not open is reported apart too', async () => {
      const damaged = eml.replace(encrypt('second').toString('base64'), 'bm90IGVuY3J5cHRlZA==');
      assert.deepEqual((await read(damaged, privateKey)).encrypted, { isOpen: false, keyId: 'key-7' });
    });

    it('with what is no key at all is reported apart', async () => {
      const damaged = eml.replace(wrapped, '!!!');
      assert.equal((await read(damaged, privateKey)).encrypted?.isOpen, false);
    });
  });

  describe('of a stranger', () => {
    const nested = (depth: number) =>
      Array.from(
        { length: depth },
        (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
      ).join('');

    for (const [what, eml] of [
      ['10,000 multiparts within each other', nested(10_000)],
      ['100,000 parts', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(100_000)}`],
      [
        '100,000 parts of empty lines',
        `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\n\n'.repeat(100_000)}`,
      ],
      ['a header without an end', `From: a\r\n${'X-A: b\r\n'.repeat(400_000)}`],
      ['a header line without an end', `From: ${'a'.repeat(3_000_000)}`],
      ['five million lines', '\n'.repeat(5_000_000)],
      ['100,000 recipients', anEml({ headers: { To: 'a@b.example,\r\n '.repeat(100_000) } })],
      ['more text than a mailbox takes', anEml({ text: `${'x'.repeat(998)}\r\n`.repeat(40_000) })],
      [
        '3,000 attachments',
        anEml({ parts: Array.from({ length: 3_000 }, () => aPart('a', Buffer.from('a'))) }),
      ],
    ] as const) {
      it(`with ${what} is refused in bounded time, and not shown`, async () => {
        await assertWithin(20, async () => await assert.rejects(read(eml), { code: 'MalformedItem' }));
      });
    }

    it('with HTML of many levels is read up to a limit, and refused beyond it', async () => {
      const html = async (levels: number) =>
        await read(anEml({ headers: { 'Content-Type': 'text/html' }, text: `first${'<b>'.repeat(levels)}` }));
      assert.match((await html(10_000)).text, /^first/);
      await assert.rejects(html(10_001), { code: 'MalformedItem', message: /HTML/ });
    });

    it('with HTML in many parts is refused by what they are together', async () => {
      const parts = Array.from({ length: 11 }, () => `Content-Type: text/html\r\n\r\n${'<b>'.repeat(1_000)}`);
      assert.ok(await read(anEml({ parts: parts.slice(1) })));
      await assert.rejects(read(anEml({ parts })), { code: 'MalformedItem', message: /HTML/ });
    });

    it('with names and a subject as long as all headers is an item all the same', async () => {
      for (const filling of ['-', ' -', '– ', '1 ', '(', '+1-']) {
        const long = filling.repeat(500_000 / Buffer.byteLength(filling));
        const Subject = `DELETED ${long} from 1 to ${long}x`;
        const From = `"#1 Anna ${long} x 447700900101" <anna@contoso.example>`;
        const { sender, recordType } = await withHeaders({ From, Subject });
        assert.deepEqual([sender.phoneNumber, recordType], ['447700900101', 'deletion'], filling);
      }
    });

    it('with words that no charset can read is an item all the same', async () => {
      for (const word of [
        '=?klingon?b?????=',
        '=?utf-8?q?=ZZ=?=',
        `=?utf-8?b?${'='.repeat(500)}?=`,
        '=?utf-16?b?2AA=?=',
      ])
        assert.equal(
          (await withHeaders({ 'X-TELEMESSAGE-GROUP_NAME': word, Subject: word })).itemId,
          'archive-1',
        );
    });

    it('without a sender, a date, or a possible one, is malformed', async () => {
      for (const [headers, named] of [
        [{ From: undefined }, /From/],
        [{ From: 'nobody' }, /From/],
        [{ Date: undefined }, /Date/],
        [{ Date: '03 Jun 57300 18:46:03 +0000' }, /Date/],
      ] as const)
        await assert.rejects(withHeaders(headers), { code: 'MalformedItem', message: named });
    });

    it('with headers named as what objects have is an item like any other', async () => {
      const headers = { ['__proto__']: 'x', constructor: 'y', 'X-TELEMESSAGE-__proto__': 'z', toString: 'x' };
      const text = Object.entries({ ...headers }).map(([name, value]) => `${name}: ${value}`);
      const item = await itemFrom(`__proto__: polluted\r\n${text.join('\r\n')}\r\n${anEml()}`);
      assert.equal(item.itemId, 'archive-1');
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });

    it('of any bytes is read or refused in our words', async () => {
      for (let round = 0; round < 300; round += 1) {
        const bytes = Buffer.concat([Buffer.from(anEml().slice(0, round * 3)), randomBytes(200)]);
        try {
          await itemFrom(bytes);
        } catch (error) {
          assert.ok(error instanceof ArchiveError, String((error as Error).stack));
          assert.match(error.code, /^(MalformedItem|OtherNetwork)$/);
        }
      }
    });
  });

  it('of any other shape is no item', () => {
    for (const record of [undefined, null, 1, [], {}, { headers: 1 }, { ...PLACE, unreadable: 'why' }]) {
      assert.throws(() => itemOf(record, PRODUCT), { code: 'MalformedItem' });
      assert.equal(identify(record), undefined);
    }
  });
});
