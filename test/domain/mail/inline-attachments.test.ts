import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { MailAttachment } from '../../../src/domain/mail.js';
import { splitInline } from '../../../src/domain/mail/inline-attachments.js';

function ofSizes(sizes: number[]): MailAttachment[] {
  return sizes.map((sizeBytes, index) => ({
    fileName: `${index}.bin`,
    contentType: 'application/octet-stream',
    sizeBytes,
    sha256: null,
    blob: `${index}`,
  }));
}

describe('attachments that go along with the creation of a mail', () => {
  it('are those that fit, in the order of the mail; a smaller one may still fit behind a larger one', () => {
    const { inline, later } = splitInline(ofSizes([5, 8, 6, 1, 0]), 11);
    assert.deepEqual(
      [inline, later].map((each) => each.map(({ sizeBytes }) => sizeBytes)),
      [
        [5, 6, 0],
        [8, 1],
      ],
    );
  });

  it('never are more than fit, and none is lost or doubled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(200), (sizes, maxBytes) => {
        const attachments = ofSizes(sizes);
        const { inline, later } = splitInline(attachments, maxBytes);
        assert.ok(inline.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) <= maxBytes);
        assert.deepEqual(new Set([...inline, ...later]), new Set(attachments));
        assert.equal(inline.length + later.length, attachments.length);
      }),
    );
  });
});
