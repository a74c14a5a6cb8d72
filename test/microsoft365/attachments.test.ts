import assert from 'node:assert/strict';
import { ArchiveError } from '../../src/domain/errors.js';
import { SLICE_BYTES } from '../../src/microsoft365/limits.js';
import type { FileToAttach, Mailboxes } from '../../src/microsoft365/microsoft365.js';
import { openMicrosoft365 } from '../../src/microsoft365/open.js';
import { Secret } from '../../src/secret.js';
import { ANNA, CLIENT_SECRET, startTenant, type TestTenant } from '../support/sandbox-tenant.js';
import { never, testContent, testCopy } from './support.js';

const LARGE = 2 * SLICE_BYTES + 1_000;

describe('attachments that follow their mail', () => {
  let tenant: TestTenant;
  let mailboxes: Mailboxes;
  let mail: { mailbox: string; id: string };
  let claims: number;

  beforeEach(async () => {
    claims = 0;
    tenant = await startTenant();
    ({ mailboxes } = openMicrosoft365({
      cloud: 'worldwide',
      tenantId: tenant.tenantId,
      clientId: tenant.clientId,
      credential: { clientSecret: new Secret(CLIENT_SECRET) },
      authorityHost: tenant.url,
      graphUrl: tenant.url,
    }));
    const mailbox = tenant.users[0]?.id ?? '';
    const contents = [testContent('first.png', Buffer.from('inline'))];
    const id = await mailboxes.createCopy(mailbox, 'Archive', testCopy('m1', { contents }), claim);
    mail = { mailbox, id };
    claims = 0;
    tenant.requests.length = 0;
  });
  afterEach(() => tenant.close());

  const claim = async () => void (claims += 1);
  const attach = (file: FileToAttach, signal = never()) => mailboxes.attach(mail, file, claim, signal);
  const attached = () => tenant.messagesOf(ANNA)[0]?.attachments ?? [];
  const sent = (method: string) => tenant.requests.filter((request) => request.method === method);
  const slices = () => sent('PUT').length;

  it('go up in slices of at most 4 MB, without a token, each claimed before', async () => {
    const file = fileOf(LARGE);
    await attach(file);
    assert.ok(attached()[1]?.bytes.equals(file.whole));
    assert.deepEqual([attached()[1]?.name, attached()[1]?.contentType], ['film.mov', 'video/quicktime']);
    assert.deepEqual(
      sent('PUT').map(({ bytes }) => bytes),
      [SLICE_BYTES, SLICE_BYTES, 1_000],
    );
    assert.equal(claims, 3);
  });

  it('are listed with their names and sizes', async () => {
    await attach(fileOf(LARGE));
    const [first, second] = await mailboxes.listAttachments(mail, never());
    assert.deepEqual([first?.name, second?.name], ['first.png', 'film.mov']);
    assert.ok((second?.sizeBytes ?? 0) >= LARGE);
  });

  it('go up in a single request where they are small', async () => {
    await attach(fileOf(2_800_000));
    assert.equal(attached()[1]?.bytes.length, 2_800_000);
    assert.deepEqual([slices(), sent('POST').length, claims], [0, 1, 1]);
    assert.ok((sent('POST')[0]?.bytes ?? 0) < 4_000_000);
  });

  it('go up in a single request too where Graph calls them too small for a session', async () => {
    tenant.settings.smallestSessionBytes = 3_145_728;
    tenant.settings.requestBytes = 4_194_304;
    await attach(fileOf(3_100_000));
    assert.equal(attached()[1]?.bytes.length, 3_100_000);
  });

  for (const [what, fault] of [
    ['a slice that was cut off', { mode: 'reset' }],
    ['a slice whose answer was cut off', { mode: 'commit-then-reset' }],
    ['a slice whose answer came as a 504', { mode: 'commit-then-504' }],
    ['a slice refused with 503', { status: 503 }],
    ['a slice refused with 429', { status: 429, retryAfter: 1 }],
  ] as const) {
    it(`go on after ${what} from where the service is`, async () => {
      tenant.failNext(1, { match: 'slice', after: 1, ...fault });
      const file = fileOf(LARGE);
      await attach(file);
      assert.equal(attached().length, 2);
      assert.ok(attached()[1]?.bytes.equals(file.whole));
      assert.equal(sent('POST').length, 1, 'one session is enough');
    });
  }

  it('wait as long as the service asks', async () => {
    tenant.failNext(1, { match: 'slice', status: 429, retryAfter: 2 });
    const startedAt = performance.now();
    await attach(fileOf(LARGE));
    assert.ok(performance.now() - startedAt >= 2_000);
  });

  it('leave it to the caller where the service asks for more than five minutes', async () => {
    tenant.failNext(1, { match: 'slice', status: 429, retryAfter: 301 });
    await assert.rejects(attach(fileOf(LARGE)), { code: 'Throttled', retryAfterMs: 301_000 });
  });

  it('begin anew where the session is lost before its last slice', async () => {
    tenant.failNext(1, { match: 'slice', after: 1, status: 404, code: 'ErrorItemNotFound' });
    await attach(fileOf(LARGE));
    assert.equal(attached().length, 2);
    assert.equal(sent('POST').length, 2);
  });

  it('begin anew where the owner has changed the mail meanwhile', async () => {
    const file = fileOf(LARGE);
    let isMarked = false;
    const mark = async () => {
      if (claims === 2 && !isMarked) {
        isMarked = true;
        await tenant.graph('PATCH', `/users/${ANNA}/messages/${mail.id}`, { body: { isRead: false } });
      }
      await claim();
    };
    await mailboxes.attach(mail, file, mark, never());
    assert.ok(attached()[1]?.bytes.equals(file.whole));
    assert.equal(attached().length, 2);
  });

  it('give up, having added nothing, where every session is lost', async () => {
    tenant.failNext(9, { match: 'slice', status: 410, code: 'ErrorItemNotFound' });
    await assert.rejects(attach(fileOf(LARGE)), { code: 'GraphRefused' });
    assert.equal(attached().length, 1);
  });

  it('say that it is unknown where the answer to the last slice is lost', async () => {
    tenant.failNext(1, { match: 'slice', after: 2, mode: 'commit-then-reset' });
    await assert.rejects(attach(fileOf(LARGE)), { code: 'GraphUnreachable', message: /last slice/ });
    assert.equal(attached().length, 2);
    assert.equal(sent('POST').length, 1, 'a second session would have doubled it');
  });

  it('say so too where the caller is canceled before it could ask', async () => {
    tenant.failNext(1, { match: 'slice', after: 2, mode: 'commit-then-reset' });
    const canceled = new AbortController();
    const third = async () => {
      await claim();
      if (claims === 3) setTimeout(() => canceled.abort(new Error('canceled')), 100);
    };
    const attaching = mailboxes.attach(mail, fileOf(LARGE), third, canceled.signal);
    await assert.rejects(attaching, { code: 'GraphUnreachable' });
    assert.equal(attached().length, 2);
  });

  it('send the last slice again where the service has not seen it', async () => {
    tenant.failNext(1, { match: 'slice', after: 2, mode: 'reset' });
    await attach(fileOf(LARGE));
    assert.equal(attached().length, 2);
  });

  it('send nothing more where the claim is refused', async () => {
    const refuse = async () => {
      if (claims === 1) throw new ArchiveError('CopyBusy', 'Taken.');
      await claim();
    };
    await assert.rejects(mailboxes.attach(mail, fileOf(LARGE), refuse, never()), { code: 'CopyBusy' });
    assert.equal(slices(), 1);
  });

  it('stop between two slices where the caller is canceled', async () => {
    const canceled = new AbortController();
    const file = fileOf(LARGE);
    const reading = {
      ...file,
      read: (offset: number, length: number) => {
        if (offset > 0) canceled.abort(new Error('canceled'));
        return file.read(offset, length);
      },
    };
    await assert.rejects(attach(reading, canceled.signal), { message: /canceled|aborted/ });
    assert.ok(slices() <= 1);
    assert.equal(attached().length, 1);
  });

  it('tell a mail that is gone, one that may not grow, and a full mailbox apart', async () => {
    tenant.settings.largestMessageBytes = LARGE;
    await assert.rejects(attach(fileOf(LARGE)), { code: 'ItemTooLarge' });
    tenant.failNext(1, { match: 'session', status: 507, code: 'ErrorQuotaExceeded' });
    await assert.rejects(attach(fileOf(LARGE)), { code: 'MailboxFull' });
    await tenant.graph('DELETE', `/users/${ANNA}/messages/${mail.id}`);
    await assert.rejects(attach(fileOf(LARGE)), { code: 'CopyDiffers' });
    await assert.rejects(mailboxes.listAttachments(mail, never()), { code: 'CopyDiffers' });
  });

  it('keep to three calls at a time in a mailbox', async () => {
    tenant.settings.latencyMs = 20;
    const others = Array.from({ length: 4 }, async (_, index) => {
      const id = await mailboxes.createCopy(mail.mailbox, 'Archive', testCopy(`n${index}`), claim);
      await mailboxes.attach({ ...mail, id }, fileOf(LARGE), claim, never());
    });
    await Promise.all(others);
    assert.equal(tenant.peakConcurrency(ANNA), 3);
  });

  it('name their address nowhere, for whoever has it may write', async () => {
    const errors: unknown[] = [];
    for (const fault of [{ status: 400 }, { status: 429, retryAfter: 999 }] as const) {
      tenant.failNext(1, { match: 'slice', ...fault });
      await attach(fileOf(LARGE)).catch((error: unknown) => errors.push(error));
    }
    tenant.failNext(9, { match: /^(PUT|GET) \/api\//, mode: 'reset' });
    await attach(fileOf(LARGE)).catch((error: unknown) => errors.push(error));
    assert.equal(errors.length, 3);
    for (const error of errors as Error[])
      assert.doesNotMatch(
        [error.message, error.stack, JSON.stringify(error), String(error.cause)].join(),
        /authtoken|api\/v2/,
      );
  }).timeout(60_000);
});

function fileOf(sizeBytes: number): FileToAttach & { whole: Buffer } {
  const whole = Buffer.alloc(sizeBytes, '0123456789abc');
  return {
    whole,
    attachment: {
      fileName: 'film.mov',
      contentType: 'video/quicktime',
      sizeBytes,
      sha256: null,
      blob: 'film',
    },
    read: async (offset, length) => whole.subarray(offset, offset + length),
  };
}
