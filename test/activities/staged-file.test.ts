import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { stagedFile } from '../../src/activities/staged-file.js';
import { Staging } from '../../src/storage/staging.js';
import { openTestStorage } from '../storage/shared-azurite.js';

const CONTENT = 'BEGIN:VCARD\r\n';

describe('an attachment on its way from staging', () => {
  let staging: Staging;

  before(async () => {
    staging = new Staging(await openTestStorage());
  });

  const fileOf = (content: string) =>
    stagedFile(staging, {
      fileName: 'Dan.vcf',
      contentType: 'text/vcard',
      sizeBytes: CONTENT.length,
      sha256: createHash('sha256').update(CONTENT).digest('hex'),
      blob: null,
      content,
    });
  const changed = CONTENT.toLowerCase();

  it('is read range by range, and any of them again', async () => {
    const file = fileOf(CONTENT);
    for (const offset of [0, 0, 5, 3, 8, 8])
      assert.equal((await file.read(offset, 5)).toString(), CONTENT.slice(offset, offset + 5));
  });

  it('does not give its last range where the bytes are not those recorded', async () => {
    const file = fileOf(changed);
    await file.read(0, 8);
    await assert.rejects(file.read(8, 5), { code: 'Unexpected', message: /SHA-256/ });
  });

  it('gives no range beyond what was asked for before: its bytes would be in no hash', async () => {
    const file = fileOf(changed);
    await file.read(0, 4);
    await assert.rejects(file.read(8, 5), { code: 'Unexpected', message: /range by range/ });
  });
});
