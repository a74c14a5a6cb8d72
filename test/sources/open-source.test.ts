import assert from 'node:assert/strict';
import type { SourceSettings } from '../../src/domain/connector.js';
import { sourceAddress } from '../../src/sources/open-source.js';
import { siteSettings } from './telemessage/fixture.js';

describe('the address of a source', () => {
  const SFTP: SourceSettings = {
    type: 'telemessage-sftp',
    product: 'whatsapp-phone-archiver',
    host: 'drop.example',
    port: 22,
    username: 'a',
    passwordSecret: 'password',
    hostKey: `SHA256:${'a'.repeat(43)}`,
    directory: '/whatsapp',
  };

  it('is the same however it was written', () => {
    for (const url of [
      'https://a.example',
      'https://A.Example',
      'https://a.example:443',
      'https://a.example/',
    ])
      assert.equal(sourceAddress(siteSettings(url)), 'https://a.example', url);
    assert.equal(sourceAddress({ ...SFTP, host: 'Drop.Example' }), sourceAddress(SFTP));
  });

  it('is another one with another port or path', () => {
    for (const url of ['https://a.example:444', 'https://a.example/B', 'https://a.example/b'])
      assert.equal(sourceAddress(siteSettings(`${url}/`)), url);
  });
});
