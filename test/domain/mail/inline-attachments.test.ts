import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { MailAttachment } from '../../../src/domain/mail.js';
import { splitInline, type CreateRoom } from '../../../src/domain/mail/inline-attachments.js';

function ofSizes(sizes: number[]): MailAttachment[] {
  return sizes.map((sizeBytes, index) => ({
    fileName: `${index}.bin`,
    contentType: 'application/octet-stream',
    sizeBytes,
    sha256: null,
    blob: `${index}`,
  }));
}

/** A request in which everything takes as much room as its bytes, unless it is said. */
function roomFor(maxBytes: number, changes: Partial<CreateRoom> = {}): CreateRoom {
  const requestBytesOf = ({ sizeBytes }: MailAttachment) => sizeBytes;
  return { maxBytes, maxRequestBytes: maxBytes, maxCount: 100, requestBytesOf, ...changes };
}

describe('attachments that go along with the creation of a mail', () => {
  it('are those that fit, in the order of the mail; a smaller one may still fit behind a larger one, and the rest follows by size', () => {
    const { inline, later } = splitInline(ofSizes([5, 8, 6, 1, 0]), roomFor(11));
    assert.deepEqual(
      [inline, later].map((each) => each.map(({ sizeBytes }) => sizeBytes)),
      [
        [5, 6, 0],
        [1, 8],
      ],
    );
  });

  it('are charged what each adds to the request, and not only its bytes', () => {
    const room = roomFor(1_000, { maxRequestBytes: 30, requestBytesOf: ({ sizeBytes }) => sizeBytes + 10 });
    const { inline, later } = splitInline(ofSizes([1, 1, 1, 1]), room);
    assert.deepEqual([inline.length, later.length], [2, 2]);
  });

  it('are at most so many, however small they are', () => {
    const { inline, later } = splitInline(ofSizes([0, 0, 0]), roomFor(1_000, { maxCount: 2 }));
    assert.deepEqual([inline.length, later.length], [2, 1]);
  });

  it('never are more than fit, and none is lost or doubled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50)),
        fc.nat(200),
        fc.nat(500),
        fc.nat(9),
        (sizes, most, request, maxCount) => {
          const attachments = ofSizes(sizes);
          const requestBytesOf = ({ sizeBytes }: MailAttachment) => 2 * sizeBytes + 7;
          const { inline, later } = splitInline(
            attachments,
            roomFor(most, { maxRequestBytes: request, maxCount, requestBytesOf }),
          );
          const bytes = inline.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
          assert.ok(bytes <= most && 2 * bytes + 7 * inline.length <= request && inline.length <= maxCount);
          const places = later.map((each) => [each.sizeBytes, attachments.indexOf(each)] as const);
          assert.deepEqual(
            places,
            places.toSorted(([a, first], [b, second]) => a - b || first - second),
          );
          assert.deepEqual(new Set([...inline, ...later]), new Set(attachments));
          assert.equal(inline.length + later.length, attachments.length);
        },
      ),
    );
  });
});
