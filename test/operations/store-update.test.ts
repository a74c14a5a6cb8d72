import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector, SourceSettings } from '../../src/domain/connector.js';
import { ArchiveError } from '../../src/domain/errors.js';
import {
  refuseOthersSecrets,
  removeLeftSecrets,
  withoutNewPassword,
  withNamesInForce,
} from '../../src/operations/connector-secrets.js';
import type { Means } from '../../src/operations/means.js';
import { storeUpdate } from '../../src/operations/store-update.js';
import { Secret } from '../../src/secret.js';
import { SecretStore } from '../../src/secrets.js';
import { loginSecret } from '../../src/sources/open-source.js';
import type { ConnectorRecord } from '../../src/storage/connectors.js';
import { openRepositories } from '../../src/storage/repositories.js';
import { newId, openTestStorage } from '../storage/shared-azurite.js';
import { aConnector, START } from '../support/connectors.js';
import { mappingOf } from '../support/mapping.js';

const DAY_MS = 86_400_000;

describe('a changed password', () => {
  let means: Means;
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'archiver-update-'));
    const secrets = new SecretStore(directory);
    means = { ...openRepositories(await openTestStorage()), secrets } as Means;
  });
  afterEach(async () => await rm(directory, { recursive: true }));

  const namedByOwner = () => newId('emea');
  const namedByUs = () => `telemessage-${randomUUID()}-0123456789ab`;

  /** A connector whose password is `old`, under this name. */
  const created = async (name: string): Promise<ConnectorRecord> => {
    const { source, ...usual } = aConnector(newId('c'));
    const connector: Connector = { ...usual, source: { ...source, passwordSecret: name } };
    await means.secrets.write(name, new Secret('old'));
    await means.connectors.create({ connector, account: newId('a'), mapping: mappingOf() }, START);
    return await means.connectors.get(connector.id);
  };

  const change = async (known: ConnectorRecord, password: string, username = 'other') => {
    const connector = { ...known.connector, source: { ...known.connector.source, username } };
    const settings = { ...settingsOf(known), connector };
    return await storeUpdate(means, { known, settings, given: { password: new Secret(password) } });
  };
  const settingsOf = ({ connector, account, mapping }: ConnectorRecord) => ({ connector, account, mapping });

  /** With another user and other rules, whose password is to be under this name. */
  const withOtherRules = (known: ConnectorRecord, passwordSecret: string) => {
    const source = { ...known.connector.source, username: 'other', passwordSecret } as SourceSettings;
    const rules = { automatic: true, defaultCountry: 'GB' as const };
    const mapping = mappingOf({ rules }, known.mapping);
    return { ...settingsOf(known), connector: { ...known.connector, source, mapping: rules }, mapping };
  };

  /** Who logs in, and with which password. */
  const loginOf = async ({ connector: { id } }: ConnectorRecord): Promise<string> => {
    const { source } = (await means.connectors.get(id)).connector;
    return `${source.username}: ${await valueOf(loginSecret(source))}`;
  };
  const valueOf = async (name: string): Promise<string> => (await means.secrets.read(name)).value.reveal();

  for (const [whose, nameIt] of [
    ['its owner has named', namedByOwner],
    ['the product has named', namedByUs],
  ] as const) {
    describe(`of a secret that ${whose}`, () => {
      it('fits its user at every moment', async () => {
        const known = await created(nameIt());
        const seen = new Set<string>();
        const { secrets } = means;
        const write = secrets.write.bind(secrets);
        secrets.write = async (...given) => {
          seen.add(await loginOf(known));
          await write(...given);
          seen.add(await loginOf(known));
        };
        await change(known, 'new');
        seen.add(await loginOf(known));
        assert.deepEqual([...seen], ['u: old', 'other: new']);
        assert.equal((await readdir(directory)).length, 1);
      });

      it('is that of the quicker one of two, with their settings, and nothing stays of the other', async () => {
        const known = await created(nameIt());
        const results = await Promise.allSettled([change(known, 'one', 'one'), change(known, 'two', 'two')]);
        const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
        assert.deepEqual(
          refused.map((error) => (error as ArchiveError).code),
          ['InvalidArgument'],
        );
        const winner = results[0]?.status === 'fulfilled' ? 'one' : 'two';
        assert.equal(await loginOf(known), `${winner}: ${winner}`);
        assert.equal((await readdir(directory)).length, 1);
      });

      it('is there where storage took the settings and the answer was lost', async () => {
        const known = await created(nameIt());
        const { connectors } = means;
        const update = connectors.update.bind(connectors);
        connectors.update = async (...given) => {
          await update(...given);
          throw new ArchiveError('StorageUnreachable', 'The answer was lost.');
        };
        await assert.rejects(change(known, 'new'), { code: 'StorageUnreachable' });
        assert.equal(await loginOf(known), 'other: new');
      });

      it('goes a day later where its settings were never stored, and the former one stays', async () => {
        const known = await created(nameIt());
        const { connectors } = means;
        connectors.update = async () =>
          await Promise.reject(new ArchiveError('StorageUnreachable', 'Storage is away.'));
        await assert.rejects(change(known, 'new'), { code: 'StorageUnreachable' });
        assert.equal((await readdir(directory)).length, 2);
        await removeLeftSecrets(means);
        assert.equal((await readdir(directory)).length, 2, 'somebody may be about to use it');
        await removeLeftSecrets(means, Date.now() + DAY_MS + 1_000);
        assert.equal((await readdir(directory)).length, 1);
        assert.equal(await loginOf(known), 'u: old');
      });
    });
  }

  it('stays under the name that a connector file has for it', async () => {
    const name = namedByOwner();
    const known = await created(name);
    assert.equal(loginSecret((await change(known, 'new')).source), name);
    assert.equal(await valueOf(name), 'new');
  });

  it('has another name each time where the product has named it, so that nobody else loses theirs', async () => {
    const name = namedByUs();
    const [known, other] = [await created(name), await created(name)];
    assert.notEqual(loginSecret((await change(known, 'new')).source), name);
    assert.deepEqual([await loginOf(known), await loginOf(other)], ['other: new', 'u: old']);
  });

  it('changes nothing where it cannot be written under the name of the connector file', async () => {
    const known = await created(namedByOwner());
    const name = namedByOwner();
    await mkdir(join(directory, name));
    const settings = withOtherRules(known, name);
    const given = { password: new Secret('new') };
    await assert.rejects(storeUpdate(means, { known, settings, given }), { code: 'InvalidArgument' });
    const { connector, mapping } = await means.connectors.get(known.connector.id);
    assert.deepEqual([connector, mapping], [known.connector, known.mapping]);
    assert.equal((await means.connectors.mappingVersions(connector.id)).length, 1);
    assert.equal(await loginOf(known), 'u: old');
    assert.equal((await readdir(directory)).length, 2);
    await rm(join(directory, name), { recursive: true });
    await storeUpdate(means, { known: await means.connectors.get(connector.id), settings, given });
    const { mapping: inForce } = await means.connectors.get(connector.id);
    assert.deepEqual(inForce, settings.mapping, 'control');
  });

  it('says so where a new mapping was lost to somebody who saved on top of it', async () => {
    const known = await created(namedByOwner());
    const settings = withOtherRules(known, namedByOwner());
    const { connectors, secrets } = means;
    const write = secrets.write.bind(secrets);
    secrets.write = async (name, value) => {
      await write(name, value);
      const changed = await connectors.get(known.connector.id);
      // Between the two steps, which is when the name of the file is written.
      if (name === loginSecret(settings.connector.source))
        await connectors.update(settingsOf(changed), changed.etag);
    };
    const given = { password: new Secret('new') };
    await assert.rejects(storeUpdate(means, { known, settings, given }), { code: 'InvalidArgument' });
    assert.equal((await connectors.get(known.connector.id)).mapping.version, known.mapping.version);
    assert.equal(await loginOf(known), 'other: new');
  });

  it('is still to be given to those who have the same login and a secret of their own', async () => {
    const [shared, ours] = [namedByOwner(), namedByUs()];
    const [known, other] = [await created(ours), await created(ours)];
    const [one, two] = [await created(shared), await created(shared)];
    const idsFor = async ({ connector: { id } }: ConnectorRecord) => {
      const found = await withoutNewPassword(means, (await means.connectors.get(id)).connector);
      // Other tests have left connectors of this login in the same storage.
      const all = [known, other, one, two].map(({ connector }) => connector.id);
      return found.flatMap((each) => (all.includes(each.id) ? [each.id] : [])).toSorted();
    };
    assert.deepEqual(await idsFor(known), [], 'control: all have the same password');
    await change(known, 'new', 'u');
    const without = [other, one, two].map(({ connector }) => connector.id);
    assert.deepEqual(await idsFor(known), without.toSorted());
    await change(one, 'new', 'u');
    assert.deepEqual(
      await idsFor(one),
      [other.connector.id],
      'whose name is shared has it, and whose value is',
    );
    await means.connectors.beginDelete(other.connector.id);
    assert.deepEqual(await idsFor(one), []);
    await change(two, 'newer', 'elsewhere');
    assert.deepEqual(await idsFor(two), []);
  });

  it('is refused for a secret that another login needs, and not for one that the same login needs', async () => {
    const name = namedByOwner();
    const { connector } = await created(name);
    const other = { ...connector, id: newId('c') };
    await refuseOthersSecrets(means, other, [name]);
    const elsewhere = { ...other, source: { ...connector.source, username: 'other' } };
    await assert.rejects(refuseOthersSecrets(means, elsewhere, [name]), { code: 'InvalidArgument' });
    await refuseOthersSecrets(means, elsewhere, [namedByOwner()]);
  });
});

describe('the secret of a connector file', () => {
  const ofFile = (passwordSecret: string): SourceSettings => ({ ...aConnector('c').source, passwordSecret });
  const setUp = `telemessage-${randomUUID()}`;

  it('is the one in force where the file is older than the last change of the password', () => {
    const known = ofFile(`${setUp}-bbbbbbbbbbbb`);
    assert.deepEqual(withNamesInForce(ofFile(`${setUp}-aaaaaaaaaaaa`), known), known);
  });

  it('is the one that it names where that is another', () => {
    const known = ofFile(`${setUp}-bbbbbbbbbbbb`);
    for (const name of ['telemessage-emea', `telemessage-${randomUUID()}-aaaaaaaaaaaa`])
      assert.deepEqual(withNamesInForce(ofFile(name), known), ofFile(name));
  });

  it('is the one that it names where the login is of another kind by now', () => {
    const sftp = (login: object) => ({ type: 'telemessage-sftp', ...login }) as SourceSettings;
    const kinds = [
      ofFile(`${setUp}-a`),
      sftp({ passwordSecret: `${setUp}-b` }),
      sftp({ privateKeySecret: `${setUp}-c` }),
    ];
    for (const file of kinds)
      for (const known of kinds) assert.deepEqual(withNamesInForce(file, known), file);
    const inForce = sftp({ passwordSecret: `${setUp}-d` });
    assert.deepEqual(withNamesInForce(sftp({ passwordSecret: `${setUp}-b` }), inForce), inForce, 'control');
  });

  it('is so too for a private key and for the key of encrypted bodies', () => {
    const sftp = (login: string, decryption: string) =>
      ({
        type: 'telemessage-sftp',
        privateKeySecret: login,
        decryptionKeySecret: decryption,
      }) as SourceSettings;
    const known = sftp(`${setUp}-b`, `${setUp}-b-decryption`);
    assert.deepEqual(withNamesInForce(sftp(`${setUp}-a`, `${setUp}-a-decryption`), known), known);
    assert.deepEqual(
      withNamesInForce(sftp('emea', `${setUp}-a-decryption`), known),
      sftp('emea', `${setUp}-b-decryption`),
    );
  });
});
