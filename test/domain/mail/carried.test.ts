import assert from 'node:assert/strict';
import type { Attachment, Item } from '../../../src/domain/item.js';
import { carriedBy, type StagedParts } from '../../../src/domain/mail/carried.js';
import { anItem } from '../../support/items.js';

const ref = (blob: string) => ({ blob, sha256: 'ab'.repeat(32), bytes: 7 });

function carried(item: Item, parts: Partial<StagedParts> = {}) {
  return carriedBy(item, { account: 'acme', attachments: [], record: ref('record'), ...parts });
}

/** Pictures of these sizes, as they came and as they were staged. */
function pictures(sizes: number[], contentType = 'image/png') {
  const attachments: Attachment[] = sizes.map((sizeBytes, index) => ({
    attachmentId: `${index}`,
    fileName: `${index}.png`,
    contentType,
    sizeBytes,
  }));
  const staged = sizes.map((sizeBytes, index) => ({ blob: `file-${index}`, sizeBytes, sha256: null }));
  return carried(anItem({ attachments }), { attachments: staged }).map(
    ({ contentId }) => contentId !== undefined,
  );
}

describe('what a mail carries', () => {
  it('is what came with the item, then its contacts, then the record of a kind nobody knows', () => {
    const attachments = [
      { attachmentId: 'a', fileName: 'a.pdf', contentType: 'application/pdf', sizeBytes: 5 },
    ];
    const item = anItem({ recordType: 'payment', attachments, contacts: [{ name: 'Dan' }] });
    assert.deepEqual(
      carried(item).map(({ fileName, contentType, leftOut }) => [fileName, contentType, leftOut]),
      [
        ['a.pdf', 'application/pdf', 'AttachmentUnavailable'],
        ['Dan.vcf', 'text/vcard; charset=utf-8', undefined],
        ['record.json', 'application/json', undefined],
      ],
    );
    assert.deepEqual(carried(anItem()), []);
  });

  it('is the original where the record is only what was read from it, as bytes that nobody takes apart', () => {
    const [raw] = carried(anItem({ recordType: 'payment' }), { original: ref('original') });
    assert.deepEqual(
      [raw?.fileName, raw?.contentType, raw?.blob],
      ['original.eml', 'application/octet-stream', 'original'],
    );
  });
});

describe('pictures', () => {
  it('are shown up to ten, and together up to 2 MB', () => {
    assert.equal(pictures(Array.from({ length: 12 }, () => 1000)).filter(Boolean).length, 10);
    assert.deepEqual(pictures([1_500_000, 600_000, 500_000, 1]), [true, false, true, false]);
  });

  it('are not shown where a mail program might not show them, or where there is nothing to show', () => {
    assert.deepEqual(pictures([5], 'image/webp'), [false]);
    assert.deepEqual(pictures([5], 'image/svg+xml'), [false]);
    assert.deepEqual(pictures([0]), [false]);
    const lost = carried(
      anItem({
        attachments: [{ attachmentId: 'a', fileName: 'a.png', contentType: 'image/png', sizeBytes: 5 }],
      }),
    );
    assert.equal(lost[0]?.contentId, undefined);
  });

  it('have an id of their mail and place, the same in every copy', () => {
    const attachment = { attachmentId: 'a', fileName: 'a.png', contentType: 'image/png', sizeBytes: 5 };
    const staged = [{ blob: 'x', sizeBytes: 5, sha256: null }];
    const [shown] = carried(anItem({ attachments: [attachment], revision: 2 }), { attachments: staged });
    assert.match(shown?.contentId ?? '', /^image1\.[0-9a-f]{40}\.r2@whatsapp\.invalid$/);
  });
});
