import assert from 'node:assert/strict';
import { mkdtemp, open, readdir, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../src/secret.js';
import { SecretStore } from '../src/secrets.js';

describe('the secret store', () => {
  let directory: string;
  let store: SecretStore;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'archiver-secrets-'));
    store = new SecretStore(directory);
  });

  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  const put = async (name: string, text: string) => await writeFile(join(directory, name), text);
  const valueOf = async (name: string) => (await store.read(name)).value.reveal();

  it('reads a file without the one newline that an editor put at its end', async () => {
    await put('plain', 'p4ss word');
    await put('unix', 'p4ss\n');
    await put('windows', 'p4ss\r\n');
    await put('two', 'p4ss\n\n');
    assert.equal(await valueOf('plain'), 'p4ss word');
    assert.equal(await valueOf('unix'), 'p4ss');
    assert.equal(await valueOf('windows'), 'p4ss');
    assert.equal(await valueOf('two'), 'p4ss\n');
  });

  it('names a secret that is missing, empty or not to be read', async () => {
    await put('empty', '\n');
    for (const name of ['absent', 'empty']) {
      await assert.rejects(store.read(name), { code: 'SecretMissing', message: new RegExp(name) });
    }
  });

  it('gives the same version for the same value, another one for another value or name', async () => {
    await put('one', 'p4ss');
    await put('two', 'p4ss');
    const first = (await store.read('one')).version;
    assert.match(first, /^[0-9a-f]{16}$/);
    assert.equal((await store.read('one')).version, first);
    assert.notEqual((await store.read('two')).version, first);
    await put('one', 'other');
    assert.notEqual((await store.read('one')).version, first);
  });

  it('reads and writes nothing outside its directory', async () => {
    for (const name of ['..', '.', '', '../x', 'a/b', 'a\\b', '.hidden', 'a\0b', 'a'.repeat(129)]) {
      await assert.rejects(store.read(name), { code: 'InvalidArgument' });
      await assert.rejects(store.write(name, new Secret('x')), { code: 'InvalidArgument' });
    }
  });

  it('writes a secret that only its owner may read, in place of the older one', async () => {
    await put('password', 'old');
    await store.write('password', new Secret('new'));
    assert.equal(await valueOf('password'), 'new');
    assert.equal((await stat(join(directory, 'password'))).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(directory), ['password'], 'no draft is left');
  });

  describe('with what it asks of the disk', () => {
    let prototype: FileHandle;
    let usual: PropertyDescriptor;

    before(async () => {
      const handle = await open(tmpdir());
      prototype = Object.getPrototypeOf(handle) as FileHandle;
      await handle.close();
      usual = Object.getOwnPropertyDescriptor(prototype, 'sync') ?? {};
    });
    afterEach(() => void Object.defineProperty(prototype, 'sync', usual));

    /** Instead of each flush of a directory. */
    const flushing = (flush: () => Promise<void>) => {
      prototype.sync = async function (this: FileHandle) {
        if ((await this.stat()).isDirectory()) await flush();
      };
    };

    it('has a secret there under its name before it says that it is written', async () => {
      const seen: string[][] = [];
      flushing(async () => void seen.push(await readdir(directory)));
      await store.write('password', new Secret('p4ss'));
      assert.deepEqual(seen, [['password']]);
    });

    it('writes it also where no directories can be flushed, and says so where the disk fails', async () => {
      const failWith = (code: string) => {
        flushing(async () => await Promise.reject(Object.assign(new Error(code), { code })));
      };
      failWith('EINVAL');
      await store.write('password', new Secret('p4ss'));
      assert.equal(await valueOf('password'), 'p4ss');
      failWith('EIO');
      await assert.rejects(store.write('password', new Secret('other')), { message: /password.*EIO/ });
    });
  });

  it('finds none where there is no directory, and says so where it cannot look or take one away', async () => {
    await put('a-one', 'p4ss');
    await put('b-two', 'p4ss');
    assert.deepEqual(await store.names('a-'), ['a-one']);
    assert.deepEqual(await new SecretStore(join(directory, 'absent')).names(''), []);
    const noDirectory = new SecretStore(join(directory, 'a-one'));
    await assert.rejects(noDirectory.names(''), { code: 'InvalidArgument', message: /ENOTDIR/ });
    await assert.rejects(noDirectory.remove('x'), { code: 'InvalidArgument', message: /x .*ENOTDIR/ });
    await store.remove('absent');
  });

  it('takes away what a write that was killed has left, once nobody can be at it any more', async () => {
    await put('.password.0b4e7d0a-1f0e-4c57-9a55-7f3f8e0f6a11', 'p4ss');
    await put('.of-somebody-else', 'p4ss');
    await put('password', 'p4ss');
    const written = await store.writtenAt('password');
    await store.removeUnfinished(written - 60_000);
    assert.equal((await readdir(directory)).length, 3);
    await store.removeUnfinished(written + 60_000);
    assert.deepEqual((await readdir(directory)).toSorted(), ['.of-somebody-else', 'password']);
  });

  it('says which secret could not be written, and leaves nothing of it behind', async () => {
    const nowhere = new SecretStore(join(directory, 'absent'));
    await assert.rejects(nowhere.write('password', new Secret('canary')), (error: Error) => {
      assert.match(error.message, /password.*ENOENT/);
      assert.doesNotMatch(error.message, /canary/);
      return true;
    });
  });
});
