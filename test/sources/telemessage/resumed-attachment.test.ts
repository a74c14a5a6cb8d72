import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Source } from '../../../src/sources/source.js';
import { askSite, openAttachment } from '../../../src/sources/telemessage/attachment.js';
import { LIMITS } from '../../../src/sources/telemessage/limits.js';
import { anItem } from '../../support/items.js';
import { patience, startRawSite, startSite } from './fixture.js';

const BYTES = randomBytes(400_000);
const HALF = 200_000;
const BINARY = { 'content-type': 'application/octet-stream' };
const REST = `bytes ${HALF}-${BYTES.length - 1}/${BYTES.length}`;
const ATTACHMENT = {
  attachmentId: 'a',
  fileName: 'film.mp4',
  contentType: 'video/mp4',
  sizeBytes: BYTES.length,
};
const ITEM = anItem({ attachments: [ATTACHMENT] });

async function read(source: Source): Promise<Buffer> {
  return await buffer(await source.openAttachment(ITEM, ATTACHMENT, patience()));
}

/** A site that cuts the whole in the middle, and answers the request for the rest as told. */
async function startCutting(
  rest: (response: ServerResponse, request: IncomingMessage) => void,
  head: Record<string, string> = {},
) {
  const ranges: (string | undefined)[] = [];
  const raw = await startRawSite((request, response) => {
    ranges.push(request.headers.range);
    if (request.headers.range !== undefined) return rest(response, request);
    response.writeHead(200, { ...BINARY, ...head, 'content-length': BYTES.length });
    response.write(BYTES.subarray(0, HALF), () => setTimeout(() => response.destroy(), 20));
  });
  return { ...raw, ranges };
}

describe('an attachment that breaks off', () => {
  it('goes on from the byte where it broke, as often as that takes', async () => {
    const { site, source } = await startSite({ attachmentBytes: () => BYTES });
    site.spoilNext(3, { cutAfterBytes: 90_000 });
    assert.ok((await read(source)).equals(BYTES));
    assert.deepEqual(
      site.requests.filter(({ route }) => route === 'attachments').map(({ status }) => status),
      [200, 206, 206, 206],
    );
    await site.close();
  });

  it('goes on with a new login where the token has ended meanwhile', async () => {
    const { site, source } = await startSite({ attachmentBytes: () => BYTES });
    site.spoilNext(1, { cutAfterBytes: HALF });
    const stream = await source.openAttachment(ITEM, ATTACHMENT, patience());
    site.expireTokens();
    assert.ok((await buffer(stream)).equals(BYTES));
    assert.equal(site.logins, 2);
    await site.close();
  });

  it('is given up after some tries, each of which asked for what was missing only', async () => {
    const { site, source } = await startSite({ attachmentBytes: () => BYTES });
    site.spoilNext(1, { cutAfterBytes: HALF });
    site.spoilNext(100, { cutAfterBytes: 0 });
    await assert.rejects(read(source), { code: 'SourceUnreachable' });
    const asked = site.requests.filter(({ route }) => route === 'attachments');
    assert.equal(asked.length, 1 + LIMITS.MAX_RESUMES);
    await site.close();
  });

  const answers: Record<string, [string, number, Record<string, string | number>, Buffer]> = {
    'the whole again': ['SourceUnreachable', 200, {}, BYTES],
    'a part that begins elsewhere': [
      'SourceAnswerInvalid',
      206,
      { 'content-range': `bytes 0-${BYTES.length - 1}/${BYTES.length}` },
      BYTES,
    ],
    'a part that ends too early': [
      'SourceAnswerInvalid',
      206,
      { 'content-range': `bytes ${HALF}-${HALF + 9}/${BYTES.length}` },
      BYTES.subarray(HALF, HALF + 10),
    ],
    'a part without its place': ['SourceAnswerInvalid', 206, {}, BYTES.subarray(HALF)],
    'a part in another unit': ['SourceAnswerInvalid', 206, { 'content-range': 'lines 1-2/3' }, BYTES],
    'a part of something larger': [
      'AttachmentDamaged',
      206,
      { 'content-range': `bytes ${HALF}-${BYTES.length - 1}/${BYTES.length + 1}` },
      BYTES.subarray(HALF),
    ],
    'a part that announces another size': [
      'AttachmentDamaged',
      206,
      { 'content-range': REST, 'content-length': 7 },
      BYTES.subarray(HALF, HALF + 7),
    ],
    'a page of HTML': [
      'SourceAnswerInvalid',
      206,
      { 'content-range': REST, 'content-type': 'text/html' },
      BYTES,
    ],
    'several parts at once': [
      'SourceAnswerInvalid',
      206,
      { 'content-range': REST, 'content-type': 'multipart/byteranges; boundary=x' },
      BYTES,
    ],
  };
  for (const [name, [code, status, head, body]] of Object.entries(answers)) {
    it(`and is answered ${name} fails with ${code}: nothing is put together wrongly`, async () => {
      const raw = await startCutting((response) =>
        response.writeHead(status, { ...BINARY, ...head }).end(body),
      );
      await assert.rejects(read(raw.source), { code });
      assert.deepEqual(raw.ranges, [undefined, `bytes=${HALF}-`]);
      await raw.close();
    });
  }

  it('and is answered the very rest is whole, in the same way as the bad ones are not', async () => {
    const raw = await startCutting((response) =>
      response.writeHead(206, { ...BINARY, 'content-range': REST }).end(BYTES.subarray(HALF)),
    );
    assert.ok((await read(raw.source)).equals(BYTES));
    await raw.close();
  });

  for (const [tag, sent] of [
    ['"v1"', '"v1"'],
    ['W/"v1"', undefined],
  ] as const) {
    it(`asks ${sent ? 'on condition of the same version' : 'without condition'} where its tag is ${tag}`, async () => {
      let condition: string | string[] | undefined;
      const raw = await startCutting(
        (response, request) => {
          condition = request.headers['if-range'];
          response.writeHead(206, { ...BINARY, etag: tag, 'content-range': REST }).end(BYTES.subarray(HALF));
        },
        { etag: tag },
      );
      assert.ok((await read(raw.source)).equals(BYTES));
      assert.equal(condition, sent);
      await raw.close();
    });
  }

  it('and is another version by then is damaged', async () => {
    const raw = await startCutting(
      (response) =>
        response.writeHead(206, { ...BINARY, etag: '"v2"', 'content-range': REST }).end(BYTES.subarray(HALF)),
      { etag: '"v1"' },
    );
    await assert.rejects(read(raw.source), { code: 'AttachmentDamaged' });
    await raw.close();
  });

  it('after its last byte has come is whole', async () => {
    const raw = await startRawSite((_, response) => {
      response.writeHead(200, BINARY).write(BYTES, () => setTimeout(() => response.destroy(), 20));
    });
    assert.ok((await read(raw.source)).equals(BYTES));
    await raw.close();
  });
});

describe('an attachment that comes too slowly', () => {
  const download = async (url: string, sizeBytes = BYTES.length) => {
    const signal = patience();
    return await openAttachment({
      ask: async (part) => await askSite({ url, signal }, part),
      sizeBytes,
      signal,
      stallMs: 200,
    });
  };

  it('byte by byte is given up, though it never falls silent', async () => {
    let asked = 0;
    const raw = await startRawSite((request, response) => {
      asked += 1;
      const from = Number(/\d+/.exec(request.headers.range ?? 'bytes=0')?.[0]);
      const range = { 'content-range': `bytes ${from}-${BYTES.length - 1}/${BYTES.length}` };
      response.writeHead(from > 0 ? 206 : 200, { ...BINARY, ...(from > 0 && range) });
      const trickle = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(trickle));
    });
    await assert.rejects(buffer(await download(raw.url)), {
      code: 'SourceUnreachable',
      message: /TimeoutError/,
    });
    assert.equal(asked, 1 + LIMITS.MAX_RESUMES);
    await raw.close();
  });

  it('at first and then falls silent is asked for anew, and whole', async () => {
    const silent = await startRawSite((request, response) => {
      if (request.headers.range !== undefined)
        return void response.writeHead(206, { ...BINARY, 'content-range': REST }).end(BYTES.subarray(HALF));
      response.writeHead(200, BINARY).write(BYTES.subarray(0, HALF));
    });
    assert.ok((await buffer(await download(silent.url))).equals(BYTES));
    await silent.close();
  });

  it('because its reader takes its time is not given up', async () => {
    const raw = await startRawSite((_, response) => response.writeHead(200, BINARY).end(BYTES));
    const chunks: Buffer[] = [];
    for await (const chunk of await download(raw.url)) {
      chunks.push(chunk as Buffer);
      if (chunks.length < 3) await new Promise((resolve) => setTimeout(resolve, 300));
    }
    assert.ok(Buffer.concat(chunks).equals(BYTES));
    await raw.close();
  });
});

describe('a redirect', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    it(`by ${status} is followed nowhere, neither for a page nor for an attachment, and the next step says so`, async () => {
      const paths: string[] = [];
      const raw = await startRawSite((request, response) => {
        paths.push(request.url ?? '');
        response.writeHead(status, { location: `${raw.url}/elsewhere` }).end();
      });
      const refused = { code: 'SourceAnswerInvalid', message: /lead elsewhere/, nextStep: /source\.url/ };
      const window = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };
      await assert.rejects(raw.source.fetchPage({ window, cursor: null }, patience()), refused);
      await assert.rejects(read(raw.source), refused);
      assert.equal(paths.length, 2);
      assert.ok(!paths.includes('/elsewhere'));
      await raw.close();
    });
  }

  it('of the login sends the password nowhere else', async () => {
    const { site, source } = await startSite();
    site.failNext(1, { route: 'login', status: 307 });
    await assert.rejects(source.account(patience()), {
      code: 'SourceAnswerInvalid',
      message: /lead elsewhere/,
    });
    await site.close();
  });
});
