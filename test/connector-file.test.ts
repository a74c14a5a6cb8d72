import assert from 'node:assert/strict';
import { connectorFileOf, parseConnectorFile } from '../src/connector-file.js';
import { ArchiveError } from '../src/domain/errors.js';

const NOW = new Date('2026-11-21T09:30:00Z');

const SOURCE = {
  type: 'telemessage',
  product: 'whatsapp-phone-archiver',
  url: 'https://archive.telemessage.example/',
  username: 'archive-admin@contoso.example',
  passwordSecret: 'telemessage-whatsapp-emea',
};

const SFTP = {
  type: 'telemessage-sftp',
  host: 'drop.telemessage.example',
  username: 'contoso',
  privateKeySecret: 'telemessage-drop',
  hostKey: `SHA256:${'a'.repeat(43)}`,
  directory: '/whatsapp',
};

const MINIMAL = {
  id: 'whatsapp-emea',
  displayName: 'WhatsApp EMEA',
  source: SOURCE,
  termsAccepted: { by: 'admin@contoso.example', at: '2026-11-20T10:00:00+01:00' },
};

const parse = (file: unknown) => parseConnectorFile(JSON.stringify(file), { now: NOW });

/** The faults that are named, one a line. */
function faultsOf(text: string): string[] {
  try {
    parseConnectorFile(text, { now: NOW });
  } catch (error) {
    assert.ok(error instanceof ArchiveError && error.code === 'InvalidArgument');
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

const faultsWith = (changes: object) => faultsOf(JSON.stringify({ ...MINIMAL, ...changes }));

describe('a connector file', () => {
  it('is filled in with the documented defaults', () => {
    assert.deepEqual(parse(MINIMAL), {
      connector: {
        id: 'whatsapp-emea',
        displayName: 'WhatsApp EMEA',
        source: { ...SOURCE, url: 'https://archive.telemessage.example' },
        schedule: {
          cron: '0 2 * * *',
          timezone: 'UTC',
          start: '2026-11-20T09:30:00.000Z',
          lookbackHours: 24,
        },
        mapping: { automatic: true },
        target: {
          folder: 'WhatsApp Archiver',
          itemClass: 'IPM.ExternalData.WhatsAppArchiver',
          maxItemBytes: 10_485_760,
          maxMailBytes: 36_700_160,
        },
        termsAccepted: { by: 'admin@contoso.example', at: '2026-11-20T09:00:00.000Z' },
      },
    });
  });

  it('comes out as it is written', () => {
    const { connector, csvFile } = parse({
      ...MINIMAL,
      schedule: {
        cron: '30 1 * * 1-5',
        timezone: 'Europe/London',
        start: '2026-01-01T00:00:00Z',
        lookbackHours: 0,
      },
      mapping: { automatic: false, csvFile: 'sub/mapping.csv' },
      target: {
        folder: 'Archiv – WhatsApp',
        itemClass: 'IPM.Note.WhatsApp',
        maxItemBytes: 157_286_400,
        maxMailBytes: 157_286_400,
      },
    });
    assert.deepEqual(connector.schedule, {
      cron: '30 1 * * 1-5',
      timezone: 'Europe/London',
      start: '2026-01-01T00:00:00.000Z',
      lookbackHours: 0,
    });
    assert.deepEqual(connector.mapping, { automatic: false });
    assert.equal(csvFile, 'sub/mapping.csv');
    assert.equal(connector.target.folder, 'Archiv – WhatsApp');
  });

  it('written from a stored connector means the same connector', () => {
    const { connector } = parse(MINIMAL);
    const stored = { ...connector, etag: 'not of the file' };
    assert.deepEqual(parse(connectorFileOf(stored)), { connector });
  });

  it('may begin with a byte order mark', () => {
    assert.deepEqual(faultsOf(`\uFEFF${JSON.stringify(MINIMAL)}`), []);
  });

  it('that is no JSON is refused with line and column, and not shown', () => {
    assert.deepEqual(faultsOf('{\n  "id": canary\n}'), ['the file is no JSON from line 2, column 9 on']);
  });

  it('that is empty of all keys names everything that must be there', () => {
    const faults = faultsOf('{}');
    assert.deepEqual(
      faults.map((fault) => fault.split(' is missing ')[0]),
      ['id', 'displayName', 'source', 'termsAccepted'],
    );
  });

  it('is told what to write where the terms are not accepted', () => {
    const { termsAccepted: _, ...file } = MINIMAL;
    assert.match(
      faultsOf(JSON.stringify(file)).join(''),
      /^termsAccepted is missing .*"termsAccepted": \{ "by": .*"at": /,
    );
  });

  it('names all its faults at once, with their paths and without their values', () => {
    const faults = faultsWith({
      id: 'Canary Id',
      source: { ...SOURCE, url: 'http://canary.example', password: 'canary', passwordSecret: 'canary/../x' },
      schedule: { cron: 'canary', timezone: 'Canary/Town', start: 'canary', lookbackHours: 1.5 },
      mapping: { automatic: 'canary' },
      target: { folder: 'canary/x', itemClass: 'canary', maxItemBytes: 0, maxMailBytes: 157_286_401 },
      termsAccepted: { by: '', at: 'canary' },
      extra: 1,
    });
    assert.deepEqual(
      faults.map((fault) => fault.split(' ')[0]),
      [
        'id',
        'source.url',
        'source.passwordSecret',
        'source.password',
        'schedule.cron',
        'schedule.timezone',
        'schedule.start',
        'schedule.lookbackHours',
        'mapping.automatic',
        'target.folder',
        'target.itemClass',
        'target.maxItemBytes',
        'target.maxMailBytes',
        'termsAccepted.by',
        'termsAccepted.at',
        'extra',
      ],
    );
    assert.doesNotMatch(faults.join(), /canary/i);
  });

  it('says how mapping goes besides the CSV, and keeps it when it is written again', () => {
    const mapping = { automatic: false, defaultCountry: 'GB', catchAllMailbox: 'all@contoso.example' };
    const { connector } = parse({ ...MINIMAL, mapping });
    assert.deepEqual(connector.mapping, mapping);
    assert.deepEqual(parse(connectorFileOf(connector)), { connector });
  });

  it('refuses what is no country or no address', () => {
    for (const defaultCountry of ['gb', 'GBR', 'XX', 'Germany', 'constructor', '']) {
      assert.deepEqual(faultsWith({ mapping: { defaultCountry } }), [
        'mapping.defaultCountry is no ISO code of a country, such as GB',
      ]);
    }
    assert.deepEqual(faultsWith({ mapping: { catchAllMailbox: 'x@y' } }), [
      'mapping.catchAllMailbox is no address such as whatsapp@contoso.com',
    ]);
  });

  it('refuses a type of source that there is not', () => {
    assert.deepEqual(faultsWith({ source: { ...SOURCE, type: 'other' } }), [
      'source.type is neither telemessage nor telemessage-sftp',
    ]);
  });

  it('refuses keys it does not know, whatever they are called', () => {
    const text = JSON.stringify(MINIMAL).replace(/^\{/, '{"__proto__":{"id":"x"},"\\u001b[31mred":1,');
    assert.deepEqual(faultsOf(text), [
      '__proto__ is no key of a connector file',
      '?[31mred is no key of a connector file',
    ]);
  });

  it('that is no object, or far too long, is refused', () => {
    for (const text of ['[]', 'null', '"x"', ' '.repeat(70_000)]) {
      assert.equal(faultsOf(text).length, 1, text.slice(0, 9));
    }
  });

  describe('with an SFTP source', () => {
    const sftp = (changes: object) => ({ source: { ...SFTP, ...changes } });

    it('is filled in with port and product', () => {
      assert.deepEqual(parse({ ...MINIMAL, source: SFTP }).connector.source, {
        ...SFTP,
        product: 'whatsapp-phone-archiver',
        port: 22,
      });
    });

    it('writes host and directory in one way, for they name the account', () => {
      const { source } = parse({
        ...MINIMAL,
        ...sftp({ host: 'Drop.Example', directory: '/a/b/' }),
      }).connector;
      assert.ok(source.type === 'telemessage-sftp');
      assert.deepEqual([source.host, source.directory], ['drop.example', '/a/b']);
    });

    it('logs in by password or by key, and not by both or neither', () => {
      const fault = 'source needs passwordSecret or privateKeySecret, and not both';
      const { privateKeySecret: _, ...neither } = SFTP;
      assert.deepEqual(faultsWith({ source: { ...neither, passwordSecret: 'drop' } }), []);
      assert.deepEqual(faultsWith(sftp({ passwordSecret: 'drop' })), [fault]);
      assert.deepEqual(faultsWith({ source: neither }), [fault]);
      assert.deepEqual(faultsWith({ source: { ...neither, port: 0 } }), ['source.port is below 1', fault]);
    });

    it('names all its faults at once and no value', () => {
      const faults = faultsWith({
        source: {
          type: 'telemessage-sftp',
          product: 'canary',
          host: 'canary@h',
          port: 'canary',
          username: '',
          privateKeySecret: '-----BEGIN canary',
          hostKey: 'ssh-ed25519 canary',
          directory: 'canary',
          decryptionKeySecret: 'canary key',
          url: 'canary',
        },
      });
      assert.deepEqual(
        faults.map((line) => line.split(' ')[0]),
        [
          'product',
          'host',
          'port',
          'username',
          'privateKeySecret',
          'hostKey',
          'directory',
          'decryptionKeySecret',
          'url',
        ].map((key) => `source.${key}`),
      );
      assert.doesNotMatch(faults.join(), /canary/i);
    });

    for (const directory of ['/', '/drop', '/a b/ü']) {
      it(`takes ${directory}`, () => assert.deepEqual(faultsWith(sftp({ directory })), []));
    }
    for (const directory of ['drop', './drop', '/../etc', '/a/./b', '/a//b', '/a/..', '/a\n']) {
      it(`does not take ${JSON.stringify(directory)}`, () =>
        assert.equal(faultsWith(sftp({ directory })).length, 1));
    }
  });

  describe('takes of ids', () => {
    for (const id of ['a', '0-9', 'a'.repeat(63)]) it(id, () => assert.deepEqual(faultsWith({ id }), []));
    for (const id of ['', '-a', 'A', 'a_b', 'a b', 'a'.repeat(64), 'a\n']) {
      it(`not ${JSON.stringify(id)}`, () => assert.equal(faultsWith({ id }).length, 1));
    }
  });

  describe('takes of time zones', () => {
    for (const timezone of ['UTC', 'Europe/London', 'Asia/Kolkata', 'Asia/Calcutta', 'Etc/UTC'])
      it(timezone, () => assert.deepEqual(faultsWith({ schedule: { timezone } }), []));
    // Temporal would refuse the schedule, after the connector was stored.
    for (const timezone of ['europe/london', 'utc', 'Local', '+01:00', ''])
      it(`not "${timezone}"`, () => assert.equal(faultsWith({ schedule: { timezone } }).length, 1));
  });

  it('takes a time zone for the times in mailbox copies, by the same rule', () => {
    const zone = (timezone: string) => faultsWith({ target: { timezone } });
    assert.deepEqual(zone('Europe/Berlin'), []);
    assert.deepEqual(zone('Mars/Olympus').length, 1);
  });

  describe('takes of addresses', () => {
    const url = (text: string) => faultsWith({ source: { ...SOURCE, url: text } });
    for (const text of ['https://h', 'https://127.0.0.1:8443', 'https://h/base/path/'])
      it(text, () => assert.deepEqual(url(text), []));
    for (const text of [
      'http://h',
      'https://u@h',
      'https://u:p@h',
      'https://h?a=b',
      'https://h#f',
      'h',
      'file:///h',
    ])
      it(`not ${text}`, () => assert.equal(url(text).length, 1));
  });

  describe('takes of folders', () => {
    const folder = (text: string) => faultsWith({ target: { folder: text } });
    for (const text of ['WhatsApp', 'Архив 📱', 'x'.repeat(255)]) {
      it(text.slice(0, 20), () => assert.deepEqual(folder(text), []));
    }
    for (const text of ['', ' ', ' a', 'a ', 'a/b', 'a\u0000b', 'a\nb', '\u202Eevil', 'x'.repeat(256)]) {
      it(`not ${JSON.stringify(text.slice(0, 20))}`, () => assert.equal(folder(text).length, 1));
    }
  });
});
