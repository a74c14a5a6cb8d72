import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import { remakeLostSchedules } from '../../src/lost-schedules.js';
import { createConnector } from '../../src/operations/create-connector.js';
import { deleteConnector } from '../../src/operations/delete-connector.js';
import { finishSetUp } from '../../src/operations/finish-set-up.js';
import { discardSetUp } from '../../src/operations/remove-set-up.js';
import { keepLogin } from '../../src/operations/set-up.js';
import { draftSecret } from '../../src/operations/set-up-secrets.js';
import { sweep } from '../../src/operations/sweep.js';
import { Secret } from '../../src/secret.js';
import { loginSecret } from '../../src/sources/open-source.js';
import type { StoredDraft } from '../../src/storage/drafts.js';
import { newId } from '../storage/shared-azurite.js';
import { START } from '../support/connectors.js';
import { silentLogger } from './silent-logger.js';
import { WizardStage, type Visitor } from './wizard-stage.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('where something breaks off', function () {
  this.timeout(60_000);
  let stage: WizardStage;
  let visitor: Visitor;
  let accounts = 0;

  before(async function () {
    stage = await WizardStage.start(this);
    visitor = stage.visitor();
  });
  after(async () => await stage?.close());

  const actor = () => ({ name: visitor.name, via: 'console' as const });
  const find = async ({ value }: StoredDraft) => await stage.means.drafts.find(value.id, visitor.name);
  const secretsOf = async ({ value }: StoredDraft) => await stage.secretsOf(value.id);
  const away = async () => await Promise.reject(new ArchiveError('StorageUnreachable', 'Away.'));

  /** Fails one call of an object that all share. */
  const failing = async <T extends object>(
    target: T,
    method: keyof T & string,
    act: () => Promise<void>,
  ): Promise<void> => {
    Object.assign(target, { [method]: away });
    try {
      await act();
    } finally {
      Reflect.deleteProperty(target, method);
    }
  };

  /** A set-up that Finish makes a connector of, which has the id of its set-up. */
  const setUp = async (): Promise<StoredDraft> => {
    const { drafts } = stage.means;
    const { id } = await drafts.create({ owner: visitor.name, by: visitor.name });
    await keepLogin(stage.means, actor(), await found(id), ownLogin());
    const schedule = { cron: '15 3 * * *', timezone: 'UTC', start: START, lookbackHours: 24 };
    return await drafts.update(await found(id), {
      terms: { at: START, version: '2026-11' },
      mapping: { rules: { automatic: true }, csv: null, skipBadRows: false, isAccepted: true },
      settings: { id, displayName: 'WhatsApp', schedule, folder: 'WhatsApp Archiver' },
    });
  };

  const found = async (id: string): Promise<StoredDraft> => {
    const row = await stage.means.drafts.find(id, visitor.name);
    assert.ok(row);
    return row;
  };

  const ownLogin = () => {
    const account = accounts++;
    const source = {
      type: 'telemessage' as const,
      product: 'whatsapp-phone-archiver' as const,
      url: stage.site.url,
      username: `admin-${account}@contoso.example`,
      passwordSecret: 'none',
    };
    return { source, secrets: { password: new Secret(`right ${account}`) } };
  };

  const uploaded = async ({ value }: StoredDraft): Promise<string> =>
    (await stage.means.drafts.putCsv(value.id, Buffer.from('Mobile,Email\r\n'))).blob;
  const isUploaded = async (blob: string) =>
    await stage.means.drafts.readCsv(blob).then(
      () => true,
      () => false,
    );

  describe('a set-up that is discarded', () => {
    for (const [what, fail] of [
      ['its secrets', async (act: () => Promise<void>) => await failing(stage.means.secrets, 'remove', act)],
      ['its file', async (act: () => Promise<void>) => await failing(stage.means.drafts, 'removeFiles', act)],
    ] as const) {
      it(`is gone at once, and the sweep removes ${what} where that has failed`, async () => {
        const draft = await setUp();
        const blob = await uploaded(draft);
        await fail(async () => {
          await assert.rejects(discardSetUp(stage.means, actor(), draft), { code: 'StorageUnreachable' });
        });
        assert.equal(await find(draft), undefined);
        assert.ok((await secretsOf(draft)).length > 0 || (await isUploaded(blob)), 'control');
        await sweep(stage.means);
        assert.deepEqual(await secretsOf(draft), []);
        assert.equal(await isUploaded(blob), false);
      });
    }

    it('takes with it what comes late from another window, and a day later nothing is left', async () => {
      const draft = await setUp();
      await discardSetUp(stage.means, actor(), draft);
      const blob = await uploaded(draft);
      await stage.means.secrets.write(`${draftSecret(draft.value)}-late`, new Secret('late'));
      await sweep(stage.means);
      assert.deepEqual([await secretsOf(draft), await isUploaded(blob)], [[], false]);
      const isListed = async () =>
        (await stage.means.drafts.list()).some(({ value }) => value.id === draft.value.id);
      assert.equal(await isListed(), true);
      await sweep(stage.means, Date.now() + DAY_MS + MINUTE_MS);
      assert.equal(await isListed(), false);
    });
  });

  describe('Finish', () => {
    /** Finished, and for so long that nobody can be at it any more, but not cleared away. */
    const uncleared = async (): Promise<StoredDraft> => {
      const draft = await setUp();
      await failing(stage.means.drafts, 'end', async () => {
        await finishSetUp(stage.means, actor(), draft);
      });
      const finishingAt = new Date(Date.now() - 6 * MINUTE_MS).toISOString();
      return await stage.means.drafts.update(await found(draft.value.id), { finishingAt });
    };

    it('leads to its connector where clearing it away has failed, which keeps its password', async () => {
      const draft = await uncleared();
      const { id, login } = draft.value;
      assert.ok(login);
      for (const step of ['login', 'review', 'discard'])
        assert.equal((await visitor.get(`/connectors/new/${id}/${step}`)).location, `/connectors/${id}`);
      const other = { source: login.source, secrets: { password: new Secret('another') } };
      await assert.rejects(keepLogin(stage.means, actor(), draft, other), {
        code: 'InvalidArgument',
        message: /connector has been made/,
      });
      await sweep(stage.means);
      assert.equal(await find(draft), undefined);
      assert.deepEqual(await secretsOf(draft), [loginSecret(login.source)]);
    });

    it('is made whole by the sweep where it broke off after the connector', async () => {
      const draft = await uncleared();
      const { id } = draft.value;
      await stage.means.schedules.delete(id);
      await sweep(stage.means);
      assert.ok(await stage.means.schedules.describe(id));
    });

    it('makes nothing where it was so slow that somebody else has taken over, who makes it once', async () => {
      const draft = await setUp();
      const { connectors, drafts } = stage.means;
      const check = connectors.checkAccount.bind(connectors);
      let other: unknown;
      connectors.checkAccount = async (...given) => {
        Reflect.deleteProperty(connectors, 'checkAccount');
        const finishingAt = new Date(Date.now() - 6 * MINUTE_MS).toISOString();
        const row = await drafts.update(await found(draft.value.id), { finishingAt });
        await check(...given);
        other = await drafts.update(row, { finishingAt: new Date().toISOString() });
      };
      await assert.rejects(finishSetUp(stage.means, actor(), draft), { code: 'InvalidArgument' });
      await assert.rejects(connectors.get(draft.value.id), { code: 'ConnectorNotFound' });
      const taken = await drafts.update(other as StoredDraft, { finishingAt: null });
      assert.deepEqual(await finishSetUp(stage.means, actor(), taken), { id: draft.value.id });
    });

    it('is tried by the second of two who press it where the first one has failed', async () => {
      const draft = await setUp();
      const { connectors } = stage.means;
      connectors.create = async () => {
        Reflect.deleteProperty(connectors, 'create');
        return await away();
      };
      const pressed = await Promise.allSettled([
        finishSetUp(stage.means, actor(), draft),
        finishSetUp(stage.means, actor(), draft),
      ]);
      const made = pressed.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      assert.deepEqual(made, [{ id: draft.value.id }]);
    });

    it('says to the second one that the set-up is another by now where it is', async () => {
      const draft = await setUp();
      await stage.means.drafts.update(draft, { rights: { inScope: 'a', outOfScope: '' } });
      await assert.rejects(finishSetUp(stage.means, actor(), draft), { message: /changed or discarded/ });
    });
  });

  describe('a connector that is deleted', () => {
    /** Made by a set-up. */
    const made = async (): Promise<StoredDraft> => {
      const draft = await setUp();
      await finishSetUp(stage.means, actor(), draft);
      return draft;
    };
    const deleted = async (id: string) => await deleteConnector(stage.means, actor(), id);

    for (const [what, fail] of [
      ['its secrets', async (act: () => Promise<void>) => await failing(stage.means.secrets, 'remove', act)],
      [
        'its settings',
        async (act: () => Promise<void>) => await failing(stage.means.connectors, 'delete', act),
      ],
    ] as const) {
      it(`is left to nobody else, and goes when it is deleted again, where ${what} could not be removed`, async () => {
        const draft = await made();
        const { id } = draft.value;
        await stage.means.secrets.write(`${draftSecret(draft.value)}-left`, new Secret('left'));
        await fail(async () => {
          await assert.rejects(deleted(id), { code: 'StorageUnreachable' });
        });
        const { connector, account, mapping, etag } = await stage.means.connectors.get(id);
        const update = stage.means.connectors.update({ connector, account, mapping }, etag);
        await assert.rejects(update, { code: 'InvalidArgument', message: /is being deleted/ });
        assert.equal(await deleted(id), START);
        await assert.rejects(stage.means.connectors.get(id), { code: 'ConnectorNotFound' });
        assert.deepEqual(await secretsOf(draft), []);
      });
    }

    it('gets no schedule again from a worker that starts where it broke off', async () => {
      const { id } = (await made()).value;
      await failing(stage.means.connectors, 'delete', async () => {
        await assert.rejects(deleted(id));
      });
      const { connectors, schedules } = stage.means;
      const before = async () =>
        (await connectors.list())
          .filter(({ connector }) => connector.id === id)
          .map((record) => ({ ...record, createdAt: START }));
      await remakeLostSchedules({ connectors: { list: before }, schedules }, silentLogger);
      assert.equal(await schedules.describe(id), undefined);
      await deleted(id);
    });

    it('leaves a secret that another connector names, and the last one takes it along', async () => {
      const draft = await made();
      const { connector } = await stage.means.connectors.get(draft.value.id);
      const id = newId('shares');
      // The account is the same, so that it takes the other product.
      const product = 'whatsapp-cloud-archiver' as const;
      const other = { ...connector, id, source: { ...connector.source, product } };
      const wanted = { connector: other, csv: null, password: undefined, choices: {} };
      await createConnector(stage.means, actor(), wanted);
      await deleted(draft.value.id);
      assert.deepEqual(await secretsOf(draft), [loginSecret(connector.source)]);
      await deleted(id);
      assert.deepEqual(await secretsOf(draft), []);
    });
  });
});
