import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { Attachment } from '../../../src/domain/item.js';
import type { Source } from '../../../src/sources/source.js';
import { anItem } from '../../support/items.js';
import { patience, startRawSite, startSite } from './fixture.js';

const BYTES = Buffer.alloc(300_000, 'attachment ');
const BINARY = { 'content-type': 'application/octet-stream' };

const anAttachment = (changes: Partial<Attachment> = {}): Attachment => ({
  attachmentId: 'a/1 ü',
  fileName: 'photo.jpg',
  contentType: 'image/jpeg',
  sizeBytes: BYTES.length,
  ...changes,
});

/** The attachment's bytes; rejects where opening or reading it fails. */
async function read(source: Source, changes: Partial<Attachment> = {}): Promise<Buffer> {
  const attachment = anAttachment(changes);
  const item = anItem({ itemId: 'item?1', attachments: [attachment] });
  return await buffer(await source.openAttachment(item, attachment, patience()));
}

describe('an attachment of the site', () => {
  const attachmentBytes = (itemId: string, attachmentId: string) =>
    itemId === 'item?1' && attachmentId === 'a/1 ü' ? BYTES : undefined;

  it('arrives byte for byte, whatever its ids are made of', async () => {
    const { site, source } = await startSite({ attachmentBytes });
    assert.ok((await read(source)).equals(BYTES));
    await site.close();
  });

  it('arrives after a new login where the token ended early', async () => {
    const { site, source } = await startSite({ attachmentBytes });
    await source.account(patience());
    site.expireTokens();
    assert.ok((await read(source)).equals(BYTES));
    assert.equal(site.logins, 2);
    await site.close();
  });

  it('that the site no longer has is unavailable', async () => {
    const { site, source } = await startSite({ attachmentBytes });
    await assert.rejects(read(source, { attachmentId: 'other' }), { code: 'AttachmentUnavailable' });
    await site.close();
  });

  it('is not given up for a proxy’s 404', async () => {
    const { site, source } = await startSite({ attachmentBytes });
    site.failNext(1, { route: 'attachments', status: 404, body: '<html>not here</html>' });
    await assert.rejects(read(source), { code: 'SourceAnswerInvalid' });
    await site.close();
  });

  it('whose ids would ask for something else is never asked for', async () => {
    const { site, source } = await startSite({ attachmentBytes });
    for (const attachmentId of ['..', '.', 'x'.repeat(1025), '\ud800']) {
      await assert.rejects(read(source, { attachmentId }), { code: 'AttachmentUnavailable' });
    }
    assert.deepEqual(site.requests, []);
    await site.close();
  });

  it('announced with another size than its record says is not begun', async () => {
    const { site, source } = await startSite({ attachmentBytes });
    for (const sizeBytes of [BYTES.length - 1, BYTES.length + 1, 0, Number.MAX_SAFE_INTEGER]) {
      const attachment = anAttachment({ sizeBytes });
      const item = anItem({ itemId: 'item?1', attachments: [attachment] });
      await assert.rejects(source.openAttachment(item, attachment, patience()), {
        code: 'AttachmentDamaged',
      });
    }
    await site.close();
  });

  const bad: Record<string, [string, (response: ServerResponse) => void]> = {
    'a login page': [
      'SourceAnswerInvalid',
      (response) => response.setHeader('content-type', 'text/html').end(BYTES),
    ],
    'fewer bytes, the size unannounced': [
      'AttachmentDamaged',
      (response) => response.writeHead(200, BINARY).end(BYTES.subarray(1)),
    ],
    'more bytes, the size unannounced': [
      'AttachmentDamaged',
      (response) => {
        response.writeHead(200, BINARY).write(BYTES);
        response.end('x');
      },
    ],
    'a part that nobody asked for': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(206, { ...BINARY, 'content-length': BYTES.length }).end(BYTES),
    ],
    'compressed, which leaves its size unknown': [
      'SourceAnswerInvalid',
      (response) => response.writeHead(200, { ...BINARY, 'content-encoding': 'gzip' }).end(gzipSync(BYTES)),
    ],
  };
  for (const [name, [code, answer]] of Object.entries(bad)) {
    it(`that is ${name} fails with ${code}`, async () => {
      const raw = await startRawSite((_, response) => answer(response));
      await assert.rejects(read(raw.source), { code });
      await raw.close();
    });
  }

  it('without bytes is an attachment all the same', async () => {
    const raw = await startRawSite((_, response) =>
      response.writeHead(200, { ...BINARY, 'content-length': 0 }).end(),
    );
    assert.equal((await read(raw.source, { sizeBytes: 0 })).length, 0);
    await raw.close();
  });

  it('that nobody reads to its end lets go of its connection', async () => {
    let request: IncomingMessage | undefined;
    const raw = await startRawSite((asked, response) => {
      request = asked;
      response.writeHead(200, BINARY).write(BYTES.subarray(0, 10));
    });
    const attachment = anAttachment();
    const stream = await raw.source.openAttachment(
      anItem({ attachments: [attachment] }),
      attachment,
      patience(),
    );
    assert.ok(request);
    const ended = once(request.socket, 'close');
    stream.destroy();
    await ended;
    await raw.close();
  });

  it('is given up with the reason of whoever gives up', async () => {
    const raw = await startRawSite(
      (_, response) => void response.writeHead(200, BINARY).write(BYTES.subarray(0, 10)),
    );
    const attachment = anAttachment();
    const canceled = new AbortController();
    const stream = await raw.source.openAttachment(
      anItem({ attachments: [attachment] }),
      attachment,
      canceled.signal,
    );
    const bytes = buffer(stream);
    canceled.abort(new Error('canceled'));
    await assert.rejects(bytes, { message: 'canceled' });
    await raw.close();
  });
});
