import assert from 'node:assert/strict';
import type { Connector } from '../../src/domain/connector.js';
import { Connectors } from '../../src/storage/connectors.js';
import { aConnector } from '../support/connectors.js';
import { mappingOf } from '../support/mapping.js';
import { newId, openTestStorage } from './shared-azurite.js';

const START = '2026-11-18T02:00:00.000Z';
const NEXT = '2026-11-19T02:00:00.000Z';
const LATER = '2026-11-20T02:00:00.000Z';

function connector(
  id: string,
  product: Connector['source']['product'] = 'whatsapp-phone-archiver',
): Connector {
  const usual = aConnector(id);
  return {
    ...usual,
    source: { ...usual.source, product },
    schedule: { ...usual.schedule, start: START },
  };
}

describe('connectors', () => {
  let connectors: Connectors;
  let other: Connectors;
  let id: string;
  let account: string;

  before(async () => {
    connectors = new Connectors(await openTestStorage());
    other = new Connectors(await openTestStorage());
  });

  beforeEach(() => {
    id = newId('c');
    account = newId('account');
  });

  const created = async (mapping = mappingOf()): Promise<void> => {
    await connectors.create({ connector: connector(id), account, mapping }, START);
  };

  it('stand as they were created, with the watermark at their start', async () => {
    await created();
    const { etag, ...record } = await connectors.get(id);
    assert.deepEqual(record, {
      connector: connector(id),
      account,
      mapping: mappingOf(),
      watermark: START,
      createdAt: START,
    });
    assert.ok((await connectors.list()).some((each) => each.etag === etag && each.watermark === START));
  });

  it('are created once', async () => {
    await created();
    const again = connectors.create(
      { connector: connector(id), account: newId('account'), mapping: mappingOf() },
      NEXT,
    );
    await assert.rejects(again, { code: 'ConnectorExists' });
    assert.equal((await connectors.get(id)).account, account);
  });

  it('do not share an account and product; the refused one leaves nothing behind', async () => {
    await created();
    const second = { connector: connector(newId('c')), account, mapping: mappingOf() };
    await assert.rejects(connectors.checkAccount(second), { code: 'AccountTaken' });
    await assert.rejects(connectors.create(second, NEXT), { code: 'AccountTaken' });
    await assert.rejects(connectors.get(second.connector.id), { code: 'ConnectorNotFound' });
    const product = 'whatsapp-cloud-archiver';
    await connectors.create({ ...second, connector: connector(second.connector.id, product) }, NEXT);
  });

  it('give an account to exactly one of two who claim it at the same time', async () => {
    const attempts = await Promise.allSettled(
      [connectors, other].map((each) =>
        each.create({ connector: connector(newId('c')), account, mapping: mappingOf() }, START),
      ),
    );
    assert.deepEqual(attempts.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected')
        assert.equal((attempt.reason as { code: string }).code, 'AccountTaken');
    }
  });

  it('are changed only by who has read them as they are', async () => {
    await created();
    const { etag } = await connectors.get(id);
    const changed = { connector: { ...connector(id), displayName: 'New' }, account, mapping: mappingOf() };
    const updated = await connectors.update(changed, etag);
    assert.deepEqual([updated.connector.displayName, updated.createdAt], ['New', START]);
    await assert.rejects(other.update(changed, etag), { code: 'InvalidArgument', message: /somebody else/ });
  });

  it('keep every version of their mapping, also beyond their deletion, after which they count on', async () => {
    await created();
    const first = await connectors.get(id);
    const second = mappingOf({ rules: { automatic: false } }, first.mapping);
    const changed = { connector: { ...connector(id), mapping: second.rules }, account, mapping: second };
    assert.deepEqual((await connectors.update(changed, first.etag)).mapping, second);
    await connectors.delete(id);
    assert.deepEqual(await connectors.mappingVersions(id), [first.mapping, second]);
    const third = mappingOf({}, second);
    await connectors.create({ connector: connector(id), account, mapping: third }, NEXT);
    assert.deepEqual(
      (await connectors.mappingVersions(id)).map(({ version }) => version),
      [1, 2, 3],
    );
    assert.deepEqual(await connectors.mappingVersions(`${id}0`), []);
  });

  it('change settings without a new version of the mapping where it is the same', async () => {
    await created();
    const { etag, mapping } = await connectors.get(id);
    await connectors.update({ connector: { ...connector(id), displayName: 'New' }, account, mapping }, etag);
    assert.deepEqual(await connectors.mappingVersions(id), [mapping]);
  });

  it('never change a version of the mapping: who has not seen the newest is refused', async () => {
    await created();
    const { etag, mapping } = await connectors.get(id);
    await connectors.delete(id);
    const again = { connector: connector(id), account, mapping };
    await assert.rejects(connectors.create(again, NEXT), {
      code: 'InvalidArgument',
      message: /somebody else/,
    });
    await assert.rejects(connectors.get(id), { code: 'ConnectorNotFound' });
    await connectors.create({ ...again, mapping: mappingOf({ rules: { automatic: false } }, mapping) }, NEXT);
    await assert.rejects(other.update({ ...again, mapping: mappingOf({ by: 'x' }, undefined) }, etag), {
      code: 'InvalidArgument',
    });
    assert.equal((await connectors.mappingVersions(id)).length, 2);
  });

  it('leave no trace where they could not be made whole', async () => {
    await created();
    const { account, connector } = await connectors.get(id);
    await connectors.undoCreate(id);
    await assert.rejects(connectors.get(id), { code: 'ConnectorNotFound' });
    assert.equal(await connectors.formerWatermark({ account, connector }), null);
  });

  it('free their account, watermark and refusal when they are deleted', async () => {
    await created();
    await connectors.moveWatermark(id, START, NEXT);
    await connectors.refuseSecret(id, 'v1');
    const claim = {
      account: (await connectors.get(id)).account,
      connector: (await connectors.get(id)).connector,
    };
    assert.equal(await connectors.formerWatermark(claim), null);
    await connectors.delete(id);
    assert.equal(await connectors.formerWatermark(claim), NEXT);
    await assert.rejects(connectors.get(id), { code: 'ConnectorNotFound' });
    await assert.rejects(connectors.watermark(id), { code: 'ConnectorNotFound' });
    await created(mappingOf({ rules: { automatic: false } }, mappingOf()));
    assert.equal(await connectors.watermark(id), START);
    assert.equal(await connectors.refusedSecret(id), null);
  });

  it('move their watermark forward from where the run found it, and only then', async () => {
    await created();
    assert.equal(await connectors.moveWatermark(id, NEXT, LATER), false);
    assert.equal(await connectors.moveWatermark(id, START, NEXT), true);
    assert.equal(await connectors.moveWatermark(id, START, NEXT), true, 'a repeated call finds it done');
    assert.equal(await connectors.moveWatermark(id, NEXT, START), false);
    assert.equal(await connectors.moveWatermark(id, START, LATER), false);
    assert.equal(await connectors.watermark(id), NEXT);
  });

  it('let one of two runs move the watermark to different instants', async () => {
    await created();
    const moved = await Promise.all([
      connectors.moveWatermark(id, START, NEXT),
      other.moveWatermark(id, START, LATER),
    ]);
    assert.equal(moved.filter(Boolean).length, 1);
    assert.equal(await connectors.watermark(id), moved[0] ? NEXT : LATER);
  });

  it('remember which version of the secret was refused, until told otherwise', async () => {
    await created();
    assert.equal(await connectors.refusedSecret(id), null);
    await connectors.refuseSecret(id, 'v1');
    await connectors.refuseSecret(id, 'v2');
    assert.equal(await other.refusedSecret(id), 'v2');
    await connectors.clearRefusal(id);
    assert.equal(await connectors.refusedSecret(id), null);
  });

  it('keep each mapping file byte by byte under its hash, and its rows as they were read then', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x31, 0x00]);
    const row = {
      line: 1,
      number: '447700900123',
      address: 'ann@contoso.example',
      validFrom: null,
      validTo: null,
    };
    const stored = await connectors.putMapping(id, bytes, [row]);
    assert.equal(stored.blob, `connectors/${id}/mapping-${stored.digest}.csv`);
    const judged = { ...row, shown: '+99 9999 999999' };
    assert.deepEqual(await connectors.putMapping(id, bytes, [judged]), stored);
    assert.deepEqual(await connectors.readMapping(stored.blob), bytes);
    assert.deepEqual(await connectors.mappingRows({ ...mappingOf(), csv: stored }), [row]);
    assert.equal(await connectors.mappingRows(mappingOf()), null);
  });
});
