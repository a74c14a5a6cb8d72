import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { MailAttachment } from '../../../src/domain/mail.js';
import { fitAttachments, mailAttachment, ownTextBytes } from '../../../src/domain/mail/attachments.js';
import { anItem } from '../../support/items.js';

function ofSizes(...sizes: number[]): MailAttachment[] {
  return sizes.map((sizeBytes, index) => ({
    fileName: `${index}.bin`,
    contentType: 'application/octet-stream',
    sizeBytes,
    sha256: null,
    blob: `${index}`,
  }));
}

function kept(attachments: MailAttachment[], maxItemBytes: number, maxTotalBytes: number): number[] {
  const fitted = fitAttachments(attachments, { maxItemBytes, maxTotalBytes });
  return fitted.flatMap((attachment, index) => (attachment.leftOut === undefined ? [index] : []));
}

describe('attachments of a mailbox copy', () => {
  it('are left out one by one over the item limit; an equal size passes', () => {
    assert.deepEqual(kept(ofSizes(10, 11, 9), 10, 100), [0, 2]);
  });

  it('are left out largest first until the rest fits, the later of two equals first', () => {
    assert.deepEqual(kept(ofSizes(5, 8, 1, 8), 10, 14), [0, 1, 2]);
    assert.deepEqual(kept(ofSizes(5, 8, 1, 8), 10, 13), [0, 2]);
  });

  it('say why they are left out, and keep an earlier reason', () => {
    const unavailable: MailAttachment = {
      ...ofSizes(99)[0],
      leftOut: 'AttachmentUnavailable',
    } as MailAttachment;
    const fitted = fitAttachments([unavailable, ...ofSizes(99)], { maxItemBytes: 10, maxTotalBytes: 10 });
    assert.deepEqual(
      fitted.map(({ leftOut }) => leftOut),
      ['AttachmentUnavailable', 'AttachmentTooLarge'],
    );
  });

  it('always fit, and none is left out that needs not be', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(60), fc.nat(200), (sizes, maxItemBytes, maxTotalBytes) => {
        const indexes = kept(ofSizes(...sizes), maxItemBytes, maxTotalBytes);
        const total = indexes.reduce((sum, index) => sum + (sizes[index] ?? 0), 0);
        assert.ok(total <= maxTotalBytes && indexes.every((index) => (sizes[index] ?? 0) <= maxItemBytes));
        const dropped = sizes.filter((size, index) => size <= maxItemBytes && !indexes.includes(index));
        if (dropped.length > 0) assert.ok(total + Math.min(...dropped) > maxTotalBytes);
      }),
    );
  });
});

describe('an attachment', () => {
  it('without bytes is unavailable, without a name is numbered, and keeps its caption', () => {
    const given = { attachmentId: 'a', fileName: '', contentType: 'nonsense', sizeBytes: 7, caption: 'Look' };
    assert.deepEqual(mailAttachment(given, 2, { blob: null, sizeBytes: 7, sha256: null }), {
      fileName: 'attachment-2',
      contentType: 'application/octet-stream',
      sizeBytes: 7,
      sha256: null,
      blob: null,
      caption: 'Look',
      leftOut: 'AttachmentUnavailable',
    });
  });
});

describe("an item's own text", () => {
  it('is counted in UTF-8 bytes, wherever people wrote it', () => {
    assert.equal(ownTextBytes(anItem({ text: 'é👍' })), 6);
    const everywhere = anItem({
      text: 'a',
      location: { latitude: 1, longitude: 2, name: 'b', address: 'c' },
      contacts: [{ name: 'd', phoneNumbers: ['e'] }],
      poll: { question: 'f', options: ['g', 'h'] },
      groupEvent: { type: 'renamed', newName: 'i' },
      attachments: [{ attachmentId: '1', fileName: 'x', contentType: 'y', sizeBytes: 1, caption: 'j' }],
    });
    assert.equal(ownTextBytes(everywhere), 10);
    assert.equal(ownTextBytes(anItem()), 0);
  });
});
