import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { countAttached, type NamedSize } from '../../src/domain/attached.js';

const wanted: NamedSize[] = [
  { name: 'a.png', sizeBytes: 10 },
  { name: 'b.mov', sizeBytes: 3_000_000 },
  { name: 'b.mov', sizeBytes: 4_700_000 },
];
/** As Exchange lists them: a little larger. */
const listed = (attachments: NamedSize[]) =>
  attachments.map(({ name, sizeBytes }) => ({ name, sizeBytes: sizeBytes + 150 }));

describe('attachments that a mail has already', () => {
  it('are counted where they are the first ones, in whatever order they are listed', () => {
    fc.assert(
      fc.property(fc.nat(wanted.length), fc.infiniteStream(fc.nat(99)), (count, order) => {
        const found = listed(wanted.slice(0, count))
          .map((each) => ({ each, place: order.next().value as number }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ each }) => each);
        assert.equal(countAttached(wanted, found), count);
      }),
    );
  });

  for (const [what, found] of [
    ['one is missing in between', listed([wanted[0], wanted[2]] as NamedSize[])],
    ['one is there twice', listed([wanted[0], wanted[0]] as NamedSize[])],
    ['one has another name', [{ name: 'c.png', sizeBytes: 160 }]],
    ['one is smaller than its bytes', [{ name: 'a.png', sizeBytes: 9 }]],
    ['somebody has added one', listed([...wanted, { name: 'note.txt', sizeBytes: 1 }])],
  ] as const) {
    it(`are not what we put there where ${what}`, () => {
      assert.equal(countAttached(wanted, found), undefined);
    });
  }
});
