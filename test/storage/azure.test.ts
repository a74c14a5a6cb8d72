import assert from 'node:assert/strict';
import { newId, newItemKey, openTestStorage } from './shared-azurite.js';
import { Ledger } from '../../src/storage/ledger.js';
import { Staging } from '../../src/storage/staging.js';
import { onAnswer } from '../../src/storage/azure-errors.js';

describe('Azure Storage', () => {
  for (const service of ['Blob', 'Table']) {
    it(`says within seconds that the ${service} service cannot be reached`, async () => {
      const closed = await openTestStorage((text) =>
        text.replace(
          new RegExp(`${service}Endpoint=[^;]*`),
          `${service}Endpoint=http://127.0.0.1:1/devstoreaccount1`,
        ),
      );
      const started = Date.now();
      const call =
        service === 'Blob' ? new Staging(closed).find('x') : new Ledger(closed).entry(newItemKey());
      await assert.rejects(call, { code: 'StorageUnreachable', message: /ECONNREFUSED/ });
      assert.ok(Date.now() - started < 5_000);
    });

    it(`says that the ${service} service refuses a wrong key, and does not show the key`, async () => {
      const wrongKey = Buffer.from('wrong').toString('base64');
      const refused = await openTestStorage((text) =>
        text.replace(/AccountKey=[^;]*/, `AccountKey=${wrongKey}`),
      );
      const call =
        service === 'Blob' ? new Staging(refused).find('x') : new Ledger(refused).entry(newItemKey());
      await assert.rejects(call, (error: Error & { code: string }) => {
        assert.equal(error.code, 'StorageRefused');
        assert.ok(!error.message.includes(wrongKey));
        return true;
      });
    });
  }

  it('makes a container and a table once, whoever else makes them at the same time', async () => {
    const container = newId('c');
    const table = `t${newItemKey()}`;
    const clients = await Promise.all([openTestStorage(), openTestStorage(), openTestStorage()]);
    await Promise.all(
      clients.flatMap((storage) => [
        storage.container(container),
        storage.table(table),
        storage.table(table),
      ]),
    );
    assert.ok(await (await clients[0].container(container)).exists());
  });

  it('tries again to open what could not be opened', async () => {
    const storage = await openTestStorage();
    await assert.rejects(storage.container('Not A Container'));
    await assert.rejects(storage.container('Not A Container'));
  });

  it('does not take a vanished table for an absent row', () => {
    const gone = { statusCode: 404, details: { odataError: { code: 'TableNotFound' } } };
    const absent = { statusCode: 404, details: { odataError: { code: 'ResourceNotFound' } } };
    assert.throws(() => onAnswer([404], undefined)(gone));
    assert.equal(onAnswer([404], 'absent')(absent), 'absent');
  });
});
