import assert from 'node:assert/strict';
import { isDefiniteRefusal } from '../../src/microsoft365/graph-errors.js';
import type { Mailboxes } from '../../src/microsoft365/microsoft365.js';
import { openMicrosoft365, type Microsoft365Settings } from '../../src/microsoft365/open.js';
import { Secret } from '../../src/secret.js';
import { CLIENT_SECRET, startTenant, type TestTenant } from '../support/sandbox-tenant.js';
import { never, testContent, testCopy } from './support.js';

const FOLDER = 'WhatsApp Archiver';
const ANN = 'ann@contoso.example';
const USERS = [{ userPrincipalName: ANN, displayName: 'Ann Example' }];

describe('openMicrosoft365', () => {
  let tenant: TestTenant;
  let mailboxes: Mailboxes;
  let ann: string;

  beforeEach(async () => {
    tenant = await startTenant({ users: USERS });
    ({ mailboxes } = open());
    ann = tenant.users[0]?.id ?? '';
  });
  afterEach(() => tenant.close());

  function open(changes: Partial<Microsoft365Settings> = {}) {
    return openMicrosoft365({
      cloud: 'worldwide',
      tenantId: tenant.tenantId,
      clientId: tenant.clientId,
      credential: { clientSecret: new Secret(CLIENT_SECRET) },
      authorityHost: tenant.url,
      graphUrl: tenant.url,
      ...changes,
    });
  }

  const claim = async () => undefined;
  const create = (marker: string, into = mailboxes) => into.createCopy(ann, FOLDER, testCopy(marker), claim);
  const count = (method: string, path: RegExp) =>
    tenant.requests.filter((request) => request.method === method && path.test(request.path)).length;
  const creates = () => count('POST', /\/messages$/);
  const logins = () => count('POST', /\/token$/);

  describe('createCopy', () => {
    it('makes a mail that is no draft, with the times, class and marker of the item', async () => {
      const contents = [testContent('photo "1".png', Buffer.from('bytes'))];
      const id = await mailboxes.createCopy(ann, FOLDER, testCopy('m1', { contents }), claim);
      const [message, ...others] = tenant.messagesOf(ann);
      assert(message !== undefined && others.length === 0);
      assert.equal(message.immutableId, id);
      assert.equal(message.isDraft, false);
      assert.equal(message.isRead, true);
      assert.equal(Date.parse(message.receivedDateTime), Date.parse('2026-11-19T08:15:30Z'));
      assert.equal(Date.parse(message.sentDateTime), Date.parse('2026-11-19T08:15:30Z'));
      assert.equal(message.itemClass, 'IPM.ExternalData.WhatsAppArchiver');
      assert.equal(message.folderName, FOLDER);
      assert.equal(message.from?.address, 'ann@contoso.example');
      assert.deepEqual(
        message.attachments.map(({ name, bytes }) => [name, bytes.toString()]),
        [['photo "1".png', 'bytes']],
      );
    });

    it('makes the folder once for twenty at the same time', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, index) => create(`m${index}`)));
      const made = tenant.foldersOf(ann).filter(({ displayName }) => displayName === FOLDER);
      assert.equal(made.length, 1);
      assert.equal(tenant.messagesOf(ann).length, 20);
      assert.equal(count('POST', /\/mailFolders$/), 1);
    });

    it('shares a folder that other processes make at the same moment', async () => {
      const processes = Array.from({ length: 3 }, () => open().mailboxes);
      await Promise.all(processes.map((each) => each.findCopies(ann, 'login first', never())));
      tenant.settings.latencyMs = 50;
      await Promise.all(processes.map((each, index) => create(`m${index}`, each)));
      assert.equal(tenant.requests.filter(({ code }) => code === 'ErrorFolderExists').length, 2);
      assert.deepEqual(
        tenant.messagesOf(ann).map(({ folderName }) => folderName),
        [FOLDER, FOLDER, FOLDER],
      );
    });

    it('says so where the name is taken by a folder that no list shows', async () => {
      tenant.failNext(1, { match: /^POST .*mailFolders$/, status: 400, code: 'ErrorFolderExists' });
      await assert.rejects(create('m1'), { code: 'GraphRefused', message: /something unseen/ });
      assert.ok(await create('m1'));
    });

    it('takes a folder whose name differs in case only, and finds it beyond the first page', async () => {
      const id = await create('m1');
      await open().mailboxes.createCopy(ann, FOLDER.toUpperCase(), testCopy('m2'), claim);
      assert.ok(id);
      assert.deepEqual(
        new Set(tenant.messagesOf(ann).map(({ folderName }) => folderName)),
        new Set([FOLDER]),
      );
    });

    it('keeps to three calls at a time in a mailbox', async () => {
      tenant.settings.latencyMs = 10;
      await Promise.all(Array.from({ length: 30 }, (_, index) => create(`m${index}`)));
      assert.equal(tenant.peakConcurrency(ann), 3);
      assert.equal(logins(), 1);
    });

    it('claims the copy only when all is ready, and sends nothing where the claim fails', async () => {
      const order: string[] = [];
      const refuse = async () => {
        order.push(`claim after ${count('GET', /\/mailFolders$/)} look-ups and ${creates()} creates`);
        throw new Error('claimed by another');
      };
      await assert.rejects(mailboxes.createCopy(ann, FOLDER, testCopy('m1'), refuse), {
        message: 'claimed by another',
      });
      assert.deepEqual(order, ['claim after 1 look-ups and 0 creates']);
      assert.equal(tenant.messagesOf(ann).length, 0);
    });

    it('claims nothing while the login fails', async () => {
      tenant.settings.tokenLifetimeSeconds = 30;
      await create('m0');
      tenant.failNext(1, { match: 'token', status: 503 });
      const claims: string[] = [];
      const copy = mailboxes.createCopy(ann, FOLDER, testCopy('m1'), async () => void claims.push('claimed'));
      await assert.rejects(copy, { code: 'GraphUnreachable' });
      assert.deepEqual(claims, []);
    });

    it('says FolderGone where the folder was deleted, and makes it anew at the next try', async () => {
      await create('m1');
      tenant.removeFolder(ann, FOLDER);
      await assert.rejects(create('m2'), (error) => isDefiniteRefusal(error) && hasCode(error, 'FolderGone'));
      await create('m2');
      assert.deepEqual(
        tenant.messagesOf(ann).map(({ folderName }) => folderName),
        [FOLDER],
      );
    });

    it('looks for a deleted folder once more, however many copies meet its absence', async () => {
      await create('m0');
      tenant.removeFolder(ann, FOLDER);
      const persist = (marker: string): Promise<string> =>
        create(marker).catch((error: unknown) => {
          if (hasCode(error, 'FolderGone')) return persist(marker);
          throw error;
        });
      await Promise.all(Array.from({ length: 8 }, (_, index) => persist(`m${index + 1}`)));
      assert.equal(tenant.messagesOf(ann).length, 8);
      assert.equal(count('POST', /\/mailFolders$/), 2);
      assert.equal(count('GET', /\/mailFolders$/), 2);
    });

    it('passes throttling on with the wait Graph asks for, having created nothing', async () => {
      await create('m0');
      tenant.failNext(1, { match: 'create', status: 429, retryAfter: 17 });
      await assert.rejects(create('m1'), { code: 'Throttled', retryAfterMs: 17_000 });
      tenant.failNext(1, { match: 'create', status: 429 });
      await assert.rejects(create('m1'), { code: 'Throttled', retryAfterMs: undefined });
      assert.equal(tenant.messagesOf(ann).length, 1);
    });

    for (const mode of ['commit-then-reset', 'commit-then-504'] as const) {
      it(`sends no second time after ${mode}: the mail is there, and is found by its marker`, async () => {
        await create('m0');
        tenant.failNext(1, { match: 'create', mode });
        await assert.rejects(
          create('m1'),
          (error) => !isDefiniteRefusal(error) && hasCode(error, 'GraphUnreachable'),
        );
        assert.equal(tenant.messagesOf(ann).length, 2);
        assert.equal((await mailboxes.findCopies(ann, 'm1', never())).length, 1);
      });
    }

    it('tells a full, a revoked, a forbidden mailbox and an item too large apart', async () => {
      await create('m0');
      tenant.fillMailbox(ann);
      await assert.rejects(create('m1'), { code: 'MailboxFull' });
      tenant.fillMailbox(ann, false);
      tenant.revokeMailbox(ann);
      await assert.rejects(create('m1'), { code: 'MailboxNotFound' });
      tenant.revokeMailbox(ann, false);
      tenant.rights.deniedMailboxes.add(ann);
      await assert.rejects(create('m1'), { code: 'AccessDenied' });
      tenant.rights.deniedMailboxes.delete(ann);
      const mail = { ...testCopy('m1').mail, html: 'x'.repeat(4_100_000) };
      await assert.rejects(mailboxes.createCopy(ann, FOLDER, testCopy('m1', { mail }), claim), {
        code: 'ItemTooLarge',
      });
    });
  });

  describe('findCopies', () => {
    it('finds a mail by its marker also where its owner moved it', async () => {
      const id = await create('m1');
      await create('m2');
      tenant.moveMessage(ann, id, 'Deleted Items');
      assert.deepEqual(await mailboxes.findCopies(ann, 'm1', never()), [id]);
      assert.deepEqual(await mailboxes.findCopies(ann, 'm3', never()), []);
    });
  });

  describe('login', () => {
    it('is refused with a wrong secret, and says which way without quoting it', async () => {
      const { mailboxes: refused } = open({ credential: { clientSecret: new Secret('wrong-secret') } });
      await assert.rejects(create('m1', refused), (error) => {
        assert(hasCode(error, 'GraphRefusedLogin') && error instanceof Error);
        assert.match(error.message, /AADSTS7000215/);
        assert.doesNotMatch(JSON.stringify([error.message, error.stack, error]), /wrong-secret/);
        return true;
      });
      assert.equal(logins(), 1);
    });

    it('is refused for an unknown tenant and for a certificate file that is not there', async () => {
      const other = open({ tenantId: 'b4a5e0f3-0000-4000-8000-00000000000f' });
      await assert.rejects(create('m1', other.mailboxes), { code: 'GraphRefusedLogin' });
      const noFile = open({ credential: { certificatePath: '/nowhere/at/all.pem' } });
      await assert.rejects(create('m1', noFile.mailboxes), { code: 'GraphRefusedLogin' });
    });

    it('waits for an authority that is down or asks for patience', async () => {
      tenant.failNext(1, { match: 'token', status: 503 });
      await assert.rejects(create('m1'), { code: 'GraphUnreachable' });
      tenant.failNext(1, { match: 'token', mode: 'reset' });
      await assert.rejects(create('m1'), { code: 'GraphUnreachable' });
      tenant.failNext(1, { match: 'token', status: 429 });
      await assert.rejects(create('m1'), { code: 'Throttled' });
      assert.ok(await create('m1'));
    });

    it('happens once more for thirty calls whose token has come to its end', async () => {
      await create('m0');
      assert.equal(logins(), 1);
      tenant.failNext(3, { match: 'create', status: 401 });
      await Promise.all(Array.from({ length: 30 }, (_, index) => create(`m${index + 1}`)));
      assert.equal(logins(), 2);
      assert.equal(tenant.messagesOf(ann).length, 31);
    });
  });
});

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
