import assert from 'node:assert/strict';
import { parseEmlDate } from '../../../src/sources/telemessage-sftp/eml-date.js';
import { attachmentKind, recordTypeOf } from '../../../src/sources/telemessage-sftp/kinds.js';
import { parseManifest } from '../../../src/sources/telemessage-sftp/manifest.js';
import { personOf } from '../../../src/sources/telemessage-sftp/person.js';
import { deletionOf, groupBySubject, kindBySubject } from '../../../src/sources/telemessage-sftp/subject.js';
import { RECORD_TYPES } from '../../../src/domain/item.js';
import { assertWithin } from '../../support/effort.js';

describe('a manifest', () => {
  const parse = (text: string) => parseManifest(Buffer.from(text));

  it('names its files, whatever its line ends, with or without a byte order mark', () => {
    for (const text of [
      'Count: 2\na.eml\nb.eml',
      '\uFEFFCount:2\r\n\r\na.eml\r\nb.eml\r\n',
      'a.eml\nCOUNT : 2\nb.eml',
    ])
      assert.deepEqual(parse(text), ['a.eml', 'b.eml']);
    assert.deepEqual(parse('Count: 0'), []);
  });

  for (const [what, text] of [
    ['without a count', 'a.eml'],
    ['with two counts', 'Count: 1\nCount: 1\na.eml'],
    ['with a count that is none', 'Count: one\na.eml'],
    ['with a count below zero', 'Count: -1'],
    ['with a count beyond all numbers', `Count: ${'9'.repeat(400)}\na.eml`],
    ['that counts more than it names', 'Count: 2\na.eml'],
    ['that counts fewer than it names', 'Count: 1\na.eml\nb.eml'],
    ['that names a file twice', 'Count: 2\na.eml\na.eml'],
    ['that is empty', ''],
  ] as const) {
    it(`${what} is refused`, () => assert.throws(() => parse(text), { code: 'DropRefused' }));
  }

  it('that is no UTF-8 is refused, and not shown', () => {
    assert.throws(
      () => parseManifest(Buffer.from('Count: 1\ncanary\xff.eml', 'latin1')),
      (error: Error) => /UTF-8/.test(error.message) && !/canary/.test(error.message),
    );
  });
});

describe('a participant', () => {
  const person = (name: string, address = 'ada@contoso.example') => personOf({ name, address });
  const ADA = { displayName: 'Ada Lovelace', userEmailAddress: 'ada@contoso.example' };

  for (const [name, phoneNumber] of [
    ['#1 Ada Lovelace 447700900101', '447700900101'],
    ['#12 447700900101 Ada Lovelace', '447700900101'],
    ['447700900101 Ada Lovelace', '447700900101'],
    ['Ada Lovelace +44 7700 900101', '+44 7700 900101'],
    ['Ada Lovelace (+447700900101)', '+447700900101'],
    ['Ada 00447700900101 Lovelace', '00447700900101'],
    ['#1 Ada Lovelace Mobile: +44 (0)7700 900-101', '+44 (0)7700 900-101'],
    ['#1 447700900101 Ada Lovelace Mobile', '447700900101'],
  ] as const) {
    it(`has name and number in ${JSON.stringify(name)}`, () =>
      assert.deepEqual(person(name), { phoneNumber, ...ADA }));
  }

  it('keeps digits of a name apart from the number', () => {
    assert.deepEqual(person('Agent 7 447700900101'), {
      phoneNumber: '447700900101',
      displayName: 'Agent 7',
      userEmailAddress: 'ada@contoso.example',
    });
    assert.equal(person('Ada Lovelace 2026')?.phoneNumber, undefined);
    assert.equal(person('Ada 1234567890123456')?.phoneNumber, undefined);
  });

  it('has the number before the @ whatever its name says, which then keeps the other as text', () => {
    assert.deepEqual(person('Ada Lovelace', '447700900101@telemessage.example'), {
      phoneNumber: '447700900101',
      displayName: 'Ada Lovelace',
      userEmailAddress: '447700900101@telemessage.example',
    });
    const staff = '10012345@contoso.example';
    assert.deepEqual(person('Ada 447700900101', staff), {
      phoneNumber: '447700900101',
      displayName: 'Ada',
      userEmailAddress: staff,
    });
    assert.deepEqual(person('#1 Ada +44 7700 900102', '447700900101@whatsapp.invalid'), {
      phoneNumber: '447700900101',
      displayName: 'Ada +44 7700 900102',
    });
  });

  describe('who calls himself like somebody else', () => {
    const idOf = (name: string, address?: string) => {
      const { phoneNumber, whatsAppId } = person(name, address) ?? {};
      return phoneNumber ?? whatsAppId;
    };

    for (const [name, mobile] of [
      ['+447700900001', '447700900666'],
      ['+447700900001', '+447700900666'],
      ['+447700900001', '44 7700 900666'],
      ['+44 7700 900001', '+44 7700 900666'],
      ['447700900001', '+44 (0)7700 900666'],
      ['447700900001', '(+447700900666)'],
      ['447700900001', 'Mobile: 447700900666'],
      ['(447700900001)', '00447700900666'],
      ['447700900001@s.whatsapp.net', '447700900666'],
      ['447700900001', '447700900666@s.whatsapp.net'],
      ['+447700900001', '98765432101234@lid'],
      ['+447700900001', 'US.13491208655302741918'],
      ['98765432101234@lid', '447700900666'],
      ['2026-11-20', '447700900666'],
      ['Agent 7', '447700900666'],
    ] as const) {
      const own = mobile.replace(/^Mobile: |[()]$|^\((?=\+)/g, '');
      it(`is found by what stands last: ${name}, ${mobile}`, () => {
        assert.equal(idOf(`#1 ${name} ${mobile}`), own);
        assert.deepEqual(person(`#1 Mallory ${name} ${mobile}`), {
          ...(/[A-Z@]/.test(own) ? { whatsAppId: own } : { phoneNumber: own }),
          displayName: `Mallory ${name}`,
          userEmailAddress: 'ada@contoso.example',
        });
      });
    }

    it('is found by the address before all, also where it hides the number', () => {
      const name = '#1 Mallory +447700900001 447700900666';
      assert.deepEqual(person(name, '447700900666@whatsapp.invalid'), {
        phoneNumber: '447700900666',
        displayName: 'Mallory +447700900001',
      });
      assert.equal(idOf('#1 Mallory +447700900001', '98765432101234@lid'), '98765432101234@lid');
      assert.equal(idOf('#1 447700900001', '447700900666@s.whatsapp.net'), '447700900666');
    });
  });

  it('is known by a WhatsApp id in either place, which is no address', () => {
    for (const id of [
      '447700900101@s.whatsapp.net',
      '447700900101:12@s.whatsapp.net',
      '447700900101@hosted',
      '98765432101234@lid',
      '98765432101234:5@hosted.lid',
      'US.13491208655302741918',
      'US.ENT.11815799212886844830',
    ]) {
      assert.deepEqual(person(`#1 Ada Lovelace ${id}`), { whatsAppId: id, ...ADA });
    }
    assert.deepEqual(person('Ada Lovelace', '98765432101234@lid'), {
      whatsAppId: '98765432101234@lid',
      displayName: 'Ada Lovelace',
    });
  });

  it('does not go by an address that leads nowhere', () => {
    assert.deepEqual(person('Ada 447700900101', '447700900101@whatsapp.invalid'), {
      phoneNumber: '447700900101',
      displayName: 'Ada',
    });
  });

  it('is nobody where nothing is there to find a person by', () => {
    for (const [name, address] of [
      ['Ada', ''],
      ['', ''],
      ['#1', 'x'],
      ['Ada', 'a b@c'],
    ] as const)
      assert.equal(person(name, address), undefined);
  });

  it('is read in no time, whatever the name, and has the first thousand characters of it', async () => {
    for (const text of [
      '- '.repeat(1_000_000),
      `${'-'.repeat(2_000_000)}x`,
      `(${' ('.repeat(1_000_000)}x`,
      '1-a '.repeat(50_000),
      '@1'.repeat(100_000),
      '1 '.repeat(50_000),
      '('.repeat(100_000),
      '+1-'.repeat(30_000),
      ' '.repeat(100_000),
    ]) {
      const readBoth = () => {
        assert.ok((person(`#1 ${text}`)?.displayName?.length ?? 0) <= 1_000);
        person('Ada', `a@${text}`);
      };
      await assertWithin(5, readBoth, text.slice(0, 3));
    }
  });
});

describe('a subject', () => {
  const plain = 'WhatsApp Message From 16174354634 to Sales Group';

  for (const dash of ['–', '-', '—', '−', 'â€“', 'â', '\uFFFD', '?', '']) {
    it(`tells a deletion with the dash ${JSON.stringify(dash)}`, () => {
      const subject = (...words: string[]) => [...words.flatMap((word) => [word, dash]), plain].join(' ');
      assert.deepEqual(deletionOf(subject('DELETED', 'READ')), { deletedFor: 'unknown', readState: 'read' });
      assert.deepEqual(deletionOf(subject('DELETED', 'UNREAD')), {
        deletedFor: 'unknown',
        readState: 'unread',
      });
      assert.deepEqual(deletionOf(subject('DELETED For Me', 'UNKNOWN')), {
        deletedFor: 'me',
        readState: 'unknown',
      });
      assert.deepEqual(deletionOf(subject('DELETED For All', 'UNKNOWN')), {
        deletedFor: 'everyone',
        readState: 'unknown',
      });
      assert.equal(kindBySubject(subject('DELETED', 'READ')), 'deletion');
    });
  }

  it('of something else tells none', () => {
    for (const subject of [plain, 'Undeleted', `RE: DELETED ${plain}`, ''])
      assert.equal(deletionOf(subject), undefined);
  });

  it('tells the kind by the words before the sender', () => {
    assert.equal(kindBySubject(plain), 'message');
    assert.equal(kindBySubject('WhatsApp Call from 1 to 2'), 'call');
    assert.equal(kindBySubject('WhatsApp Edited Message from 1 to 2'), 'edit');
    assert.equal(kindBySubject('WhatsApp Reaction From 1 to 2'), 'reaction');
    assert.equal(kindBySubject('WhatsApp Group Event from 1 to 2'), 'group-event');
    assert.equal(kindBySubject('WhatsApp Message from 1 to Call Centre'), 'message');
  });

  it('of two million characters is read at all', () => {
    for (const filling of [' ', '–', 'â€', 'to ', 'deleted for ', 'from ']) {
      const long = filling.repeat(2_000_000 / filling.length);
      for (const subject of [`deleted ${long}x`, `deleted for ${long}x`, `from 1 to ${long}x`, long]) {
        deletionOf(subject);
        kindBySubject(subject);
        assert.ok((groupBySubject(subject)?.length ?? 0) <= 1_000);
      }
    }
  });

  it('tells the group it went to, and no group where it went to a number', () => {
    assert.equal(groupBySubject(plain), 'Sales Group');
    assert.equal(groupBySubject('WhatsApp Message from 1 to Back to School'), 'Back to School');
    for (const target of [
      '12124325249',
      '+1 212 432 5249',
      '98765432101234@lid',
      '98765432101234:5@hosted.lid',
    ])
      assert.equal(groupBySubject(`WhatsApp Message from 1 to ${target}`), undefined);
    assert.equal(groupBySubject('Hello'), undefined);
  });
});

describe('a kind of record', () => {
  it('is known by its own name, and by the usual others', () => {
    for (const type of RECORD_TYPES) assert.equal(recordTypeOf(type), type);
    assert.equal(recordTypeOf('Group_Event'), 'group-event');
    assert.equal(recordTypeOf('VOICE CALL'), 'call');
    assert.equal(recordTypeOf('Deleted'), 'deletion');
    assert.equal(recordTypeOf('location'), 'message');
  });

  it('that we do not know stays as it is, whatever it is called', () => {
    for (const type of ['payment', '__proto__', 'constructor', 'привіт <b>'])
      assert.equal(recordTypeOf(type), type);
  });

  it('of an attachment goes by its media type', () => {
    const kinds = {
      'image/jpeg': 'image',
      'image/webp': 'sticker',
      'video/mp4': 'video',
      'audio/ogg': 'voice',
      'audio/mpeg': 'audio',
      'text/x-vcard': 'contact-card',
      'application/pdf': 'document',
      '': 'document',
    };
    for (const [type, kind] of Object.entries(kinds)) assert.equal(attachmentKind(type, 'a'), kind);
    assert.equal(attachmentKind('application/octet-stream', 'Ada.VCF'), 'contact-card');
  });
});

describe('the date of an EML', () => {
  for (const text of [
    'Fri, 20 Nov 2026 09:30:00 +0000',
    '20 Nov 2026 09:30 GMT',
    'Fri, 20 Nov 2026 15:00:00 +0530 (IST)',
    'Fri, 20 Nov 2026 04:30:00 EST',
    'Fri,  20 nov 2026 09:30:00 -0000',
    '2026-11-20T09:30:00Z',
  ]) {
    it(`is an instant: ${text}`, () => assert.equal(parseEmlDate(text), '2026-11-20T09:30:00.000Z'));
  }

  for (const text of [
    '',
    'Fri, 20 Nov 2026 09:30:00',
    '03 Jun 57300 18:46:03 +0000',
    '57300-06-03T18:46:03Z',
    'Mon, 31 Feb 2026 09:30:00 +0000',
    'Fri, 20 Nov 2026 25:30:00 +0000',
    'Fri, 20 Nov 2026 09:30:00 +9900',
    'Fri, 20 Abc 2026 09:30:00 +0000',
    'Fri, 20 Nov 1926 09:30:00 +0000',
    'Fri, 20 Nov 2026 09:30:00 A',
    'yesterday',
  ]) {
    it(`is none: ${text || 'nothing'}`, () => assert.equal(parseEmlDate(text), undefined));
  }
});
