import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SLICE_BYTES } from '../../src/microsoft365/limits.js';
import type { FileToAttach } from '../../src/microsoft365/microsoft365.js';
import { UploadSession } from '../../src/microsoft365/upload-session.js';
import { sendThrough, type Turns } from '../../src/microsoft365/upload.js';
import { never, testContent } from './support.js';

const LARGE = 2 * SLICE_BYTES + 1_000;
const MADE = 201;

/** The status of an attachment that was made, or the byte expected next. */
type Answer = typeof MADE | { next: number };

describe('an upload, told by its service', () => {
  let server: Server;
  let answers: Answer[];
  let sent: string[];
  let read: number[];

  beforeEach(async () => {
    [answers, sent, read] = [[], [], []];
    server = createServer((request, response) => {
      sent.push(`${request.method} ${request.headers['content-range'] ?? ''}`.trim());
      request.resume().on('end', () => {
        const answer = answers.shift() ?? { next: 0 };
        if (answer === MADE) response.writeHead(MADE).end();
        else response.end(JSON.stringify({ nextExpectedRanges: [`${answer.next}-`] }));
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => void server.close());

  async function upload(...told: Answer[]): Promise<boolean> {
    answers = told;
    const { port } = server.address() as AddressInfo;
    return await sendThrough(new UploadSession(`http://127.0.0.1:${port}/`), fileOf(read), AT_ONCE, never());
  }

  it('that it took slice after slice, is whole when it has all', async () => {
    assert.ok(await upload({ next: SLICE_BYTES }, { next: 2 * SLICE_BYTES }, MADE));
    assert.deepEqual(read, [0, SLICE_BYTES, 2 * SLICE_BYTES]);
  });

  it('that it took a part of a slice, goes on from there', async () => {
    assert.ok(await upload({ next: 1_000 }, { next: 1_000 + SLICE_BYTES }, MADE));
    assert.deepEqual(read, [0, 1_000, 1_000 + SLICE_BYTES]);
  });

  for (const [what, told, why] of [
    ['that it has bytes that were not sent', [{ next: SLICE_BYTES + 1 }], /more bytes taken than were sent/],
    ['that it has all before all was sent', [{ next: LARGE }], /more bytes taken than were sent/],
    [
      'so when asked after a break',
      [{ next: SLICE_BYTES }, { next: SLICE_BYTES }, { next: LARGE }],
      /more bytes taken than were sent/,
    ],
    ['that the attachment is made before all was sent', [MADE], /before its last slice/],
    [
      'that it has all, and nothing of an attachment',
      [{ next: SLICE_BYTES }, { next: 2 * SLICE_BYTES }, { next: LARGE }],
      /no attachment made/,
    ],
  ] as const) {
    it(`${what}, does not believe it and sends nothing more`, async () => {
      await assert.rejects(upload(...told), { code: 'GraphUnreachable', message: why });
      assert.equal(sent.length, told.length);
    });
  }
});

const AT_ONCE: Turns = {
  write: async (_, request) => await request(),
  read: async (request) => await request(),
};

function fileOf(read: number[]): FileToAttach {
  const whole = Buffer.alloc(LARGE, '0123456789abc');
  return {
    attachment: testContent('film.mov', whole).attachment,
    read: async (offset, length) => {
      read.push(offset);
      return await Promise.resolve(whole.subarray(offset, offset + length));
    },
  };
}
