import assert from 'node:assert/strict';
import { clockAnswer, examineStorage } from '../../src/doctor/storage.js';
import { startAzurite, type Azurite } from '../../src/processes/azurite.js';
import { Secret } from '../../src/secret.js';
import { openStorage } from '../../src/storage/azure.js';
import { freePort } from '../../src/temporal/dev-server.js';
import { connectionString } from '../storage/shared-azurite.js';
import { startClockShifter } from '../support/clock-shifter.js';
import { anExamination, assertFinding, statesOf } from './support.js';

const HOUR_MS = 3_600_000;

describe('the check of storage', () => {
  /** `change` edits the connection string. */
  const examine = async (change = (text: string) => text, given = connectionString()) => {
    const examination = anExamination('storage');
    const settings = { connectionString: new Secret(change(await given)) };
    const stored = await examineStorage(examination, settings);
    const { findings } = examination;
    assert.doesNotMatch(JSON.stringify(findings), /AccountKey|Eby8/, 'a key is shown');
    return { findings, stored };
  };

  it('writes, reads back and changes what is its own, and reads the connectors', async () => {
    const { findings, stored } = await examine();
    const { connectors, ...own } = statesOf(findings);
    assert.deepEqual(own, {
      'blob service': 'good',
      'table service': 'good',
      clock: 'good',
      blobs: 'good',
      tables: 'good',
    });
    // Others that use the same storage may have made some.
    assert.equal(connectors, stored?.records.length === 0 ? 'unknown' : 'good');
    if (connectors === 'unknown')
      assertFinding(findings, 'connectors', 'unknown', { nextStep: /connector create/ });
  });

  it('can be repeated for ever, and leaves one blob a day and one row behind', async () => {
    await examine();
    assertFinding((await examine()).findings, 'blobs', 'good');
    assertFinding((await examine()).findings, 'tables', 'good');
    const storage = openStorage({ connectionString: new Secret(await connectionString()) });
    const blobs: string[] = [];
    for await (const { name } of (await storage.container('doctor')).listBlobsFlat()) blobs.push(name);
    assert.deepEqual(blobs, [`check/${new Date().toISOString().slice(0, 10)}`]);
  });

  it('goes through where two are made at the same time', async () => {
    const both = await Promise.all([examine(), examine()]);
    for (const { findings } of both) assertFinding(findings, 'tables', 'good');
  });

  for (const service of ['Blob', 'Table']) {
    it(`names the ${service} service that does not answer, and leaves the rest unasked`, async () => {
      const nobody = `127.0.0.1:${await freePort()}`;
      const { findings, stored } = await examine((text) =>
        text.replace(
          new RegExp(`${service}Endpoint=[^;]*`),
          `${service}Endpoint=http://${nobody}/devstoreaccount1`,
        ),
      );
      assertFinding(findings, `${service.toLowerCase()} service`, 'bad', {
        detail: /StorageUnreachable.*http:\/\/127\.0\.0\.1:\d+.*ECONNREFUSED/,
        nextStep: /run the command again/,
      });
      assertFinding(findings, 'blobs', 'unknown', { detail: /not checked because/ });
      assert.equal(stored, undefined);
    });
  }

  it('tells a wrong key from a service that is not there', async () => {
    const { findings, stored } = await examine((text) =>
      text.replace(/AccountKey=[^;]*/, `AccountKey=${Buffer.from('wrong').toString('base64')}`),
    );
    assertFinding(findings, 'blob service', 'good');
    assertFinding(findings, 'blobs', 'bad', {
      detail: /StorageRefused/,
      nextStep: /Blob Data Contributor/,
    });
    assertFinding(findings, 'tables', 'bad', { detail: /StorageRefused/ });
    assert.equal(stored, undefined);
  });

  it('is not asked where its settings are missing', async () => {
    const examination = anExamination('storage');
    assert.equal(await examineStorage(examination, undefined), undefined);
    assertFinding(examination.findings, 'connectors', 'unknown', { detail: /settings/ });
  });

  describe('through a proxy that shifts the clock', () => {
    let azurite: Azurite;
    before(async () => void (azurite = await startAzurite()));
    after(async () => await azurite?.close());

    for (const { shift, state, words } of [
      { shift: 0, state: 'good', words: { detail: /within/ } },
      { shift: HOUR_MS, state: 'bad', words: { detail: /3,(599|600|601) s behind/, nextStep: /NTP/ } },
      { shift: -HOUR_MS, state: 'bad', words: { detail: /3,(599|600|601) s ahead of/ } },
    ] as const) {
      it(`finds a clock that differs by ${shift / HOUR_MS} h ${state}`, async () => {
        const given = azurite.connectionString;
        const target = /BlobEndpoint=(http:\/\/[^/]+)/.exec(given)?.[1] ?? '';
        const shifter = await startClockShifter(target, shift);
        try {
          const { findings } = await examine(
            (text) => text.replace(target, shifter.url),
            Promise.resolve(given),
          );
          assertFinding(findings, 'clock', state, words);
          assertFinding(findings, 'blobs', 'good');
        } finally {
          await shifter.close();
        }
      });
    }
  });

  it('takes half a minute for nothing, and more for a clock that is not kept', () => {
    assert.equal(clockAnswer(30_000).state, 'good');
    assert.equal(clockAnswer(-30_000).state, 'good');
    assert.equal(clockAnswer(30_001).state, 'bad');
    assert.equal(clockAnswer(undefined).state, 'unknown');
  });
});
