import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasSameSchema, openDatabase } from '../../src/standalone/database.js';
import { withDirectory } from './support.js';

describe("Temporal's database", () => {
  it('is refused to a server with another schema, which says what is lost and what is not', async () => {
    await withDirectory(async (directory) => {
      const file = await openDatabase(directory, '1.31.2');
      await writeFile(file, '');
      assert.equal(await openDatabase(directory, '1.31.9'), file);
      await assert.rejects(openDatabase(directory, '1.32.0'), {
        code: 'InvalidArgument',
        message: "Temporal's database is of server 1.31.9, and this Temporal CLI has server 1.32.0.",
        nextStep: /TEMPORAL_CLI_PATH.*move .*temporal away.*nothing archived does/,
      });
    });
  });

  it('is made anew by any server where it was moved away', async () => {
    await withDirectory(async (directory) => {
      const file = await openDatabase(directory, '1.31.2');
      await writeFile(file, '');
      await rename(join(directory, 'temporal'), join(directory, 'aside'));
      assert.equal(await openDatabase(directory, '1.32.0'), join(directory, 'temporal', 'temporal.db'));
    });
  });

  it('has the schema of its minor version', () => {
    assert.equal(hasSameSchema('1.31.2', '1.31.10'), true);
    assert.equal(hasSameSchema('1.31.2', '1.3.2'), false);
    assert.equal(hasSameSchema('1.31.2', '2.31.2'), false);
  });
});
