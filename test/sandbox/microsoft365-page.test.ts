import assert from 'node:assert/strict';
import { ANNA, BEN, startTenant, type TestTenant } from '../support/sandbox-tenant.js';

const HOSTILE = '<script>alert(1)</script>';

describe('sandbox Microsoft 365: the page', () => {
  let site: TestTenant;
  before(async () => {
    site = await startTenant();
    const file = {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: `it's "${HOSTILE}".html`,
      contentType: 'text/html',
      contentBytes: Buffer.from(HOSTILE).toString('base64'),
    };
    for (let index = 0; index < 30; index += 1) {
      const body = {
        subject: `${HOSTILE} ${index}`,
        body: { contentType: 'html', content: HOSTILE },
        from: { emailAddress: { name: HOSTILE, address: 'x@example.com' } },
        attachments: [file],
      };
      await site.graph('POST', `/users/${ANNA}/messages`, { body });
    }
  });
  after(() => site.close());

  const get = async (path: string): Promise<{ status: number; text: string; headers: Headers }> => {
    const response = await fetch(`${site.url}${path}`);
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const mailPath = (): string => `/mailboxes/${ANNA}/messages/${site.messagesOf(ANNA)[0]?.immutableId}`;

  it('shows the mailboxes, their mails and a mail, and runs nothing that is in them', async () => {
    for (const path of ['/', `/mailboxes/${ANNA}`, mailPath()]) {
      const { status, text, headers } = await get(path);
      assert.equal(status, 200, path);
      assert.ok(!text.includes('<script'), path);
      assert.match(text, /Sandbox Microsoft 365/);
      assert.match(
        headers.get('content-security-policy') ?? '',
        /^default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'/,
      );
    }
    assert.match((await get('/')).text, /Drafts <b>30<\/b>/);
    assert.match((await get(mailPath())).text, /<iframe[^>]* sandbox=""/);
  });

  it('holds 25 mails a page', async () => {
    const first = await get(`/mailboxes/${ANNA}`);
    const second = await get(`/mailboxes/${ANNA}?page=2`);
    const rows = ({ text }: { text: string }): number => text.match(/class="subject"/g)?.length ?? 0;
    assert.deepEqual([rows(first), rows(second)], [25, 5]);
    assert.equal(rows(await get(`/mailboxes/${ANNA}?page=99`)), 5, 'beyond the end is the last page');
    const inbox = site.foldersOf(ANNA).find(({ wellKnownName }) => wellKnownName === 'inbox');
    assert.match((await get(`/mailboxes/${ANNA}?folder=${inbox?.id}`)).text, /No mail here/);
  });

  it("gives a mail's HTML as a document that may do nothing", async () => {
    const { text, headers } = await get(`${mailPath()}/body`);
    assert.equal(text, HOSTILE);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none';.* sandbox;/);
  });

  it('shows a picture where the HTML names it, and nothing else by that way', async () => {
    const cases = {
      'image/png': /^<img src="data:image\/png;base64,aGk=">$/,
      'text/html': /^<img src="cid:x">$/,
    };
    for (const [contentType, shown] of Object.entries(cases)) {
      const picture = { name: 'x', contentType, contentBytes: 'aGk=', isInline: true, contentId: 'x' };
      const body = {
        body: { contentType: 'html', content: '<img src="cid:x">' },
        attachments: [{ '@odata.type': '#microsoft.graph.fileAttachment', ...picture }],
      };
      await site.graph('POST', `/users/${BEN}/messages`, { body });
      const id = site.messagesOf(BEN).at(-1)?.immutableId;
      assert.match((await get(`/mailboxes/${BEN}/messages/${id}/body`)).text, shown);
    }
  });

  it('lets an attachment be saved, never shown', async () => {
    const id = site.messagesOf(ANNA)[0]?.attachments[0]?.id;
    const { text, headers } = await get(`${mailPath()}/attachments/${id}`);
    assert.equal(text, HOSTILE);
    assert.equal(headers.get('content-type'), 'application/octet-stream');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(
      headers.get('content-disposition') ?? '',
      /^attachment; filename\*=UTF-8''it%27s%20%22%3Cscript/,
    );
  });

  it('knows nobody and nothing else, and takes no POST', async () => {
    for (const path of ['/mailboxes/nobody', `/mailboxes/${ANNA}/messages/x`, `${mailPath()}/attachments/x`])
      assert.equal((await get(path)).status, 404, path);
    assert.equal((await fetch(`${site.url}/`, { method: 'POST' })).status, 404);
  });
});
