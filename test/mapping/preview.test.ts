import assert from 'node:assert/strict';
import type { Participant } from '../../src/domain/item.js';
import type { Appearance } from '../../src/domain/seen.js';
import type { FoundUser } from '../../src/domain/user.js';
import { MailboxMapping } from '../../src/mapping/mailbox-mapping.js';
import { previewOf, type PersonChange } from '../../src/mapping/preview.js';
import { aRow, FOUND } from './fixture.js';

const NOW = '2026-11-20T12:00:00.000Z';
const BEFORE = '2026-06-01T12:00:00.000Z';
const ANN = { phoneNumber: '+44 7700 900123', displayName: 'Ann' };
const BOB = { phoneNumber: '447700900456' };

const mapping = (rows: string[][], automatic = false): MailboxMapping =>
  new MailboxMapping(
    rows.map(([number = '', address = '', from, to]) => aRow(number, address, from, to)),
    { automatic },
  );
const ANN_ROW = ['447700900123', 'ann@contoso.example'];

interface Given {
  people: Record<string, Participant>;
  appearances?: [key: string, mailbox: string | null][][];
  before?: MailboxMapping;
  after?: MailboxMapping;
  at?: string;
  users?: ReadonlyMap<string, FoundUser>;
}

async function preview({ people, appearances = [], at = BEFORE, ...given }: Given) {
  return await previewOf({
    people: Object.entries(people).map(([key, participant]) => ({ key, participant })),
    appearances: appearances.map((present, index): Appearance => ({
      itemKey: String(index),
      archivedTime: at,
      messageTime: at,
      people: present.map(([key, mailbox]) => ({ key, mailbox })),
    })),
    before: mapping([]),
    after: mapping([]),
    users: FOUND,
    now: NOW,
    ...given,
  });
}

const brief = (changes: PersonChange[]) =>
  changes.map(({ person, before, after, items }) => [person, before?.id ?? null, after?.id ?? null, items]);

describe('the preview of a mapping', () => {
  it('says who would newly receive mail, and of how many items already seen', async () => {
    const { preview: found } = await preview({
      people: { a: ANN, b: BOB },
      appearances: [
        [['a', null]],
        [
          ['a', null],
          ['b', null],
        ],
        [['b', null]],
      ],
      after: mapping([ANN_ROW]),
    });
    assert.deepEqual(brief(found.gaining), [['447700900123', null, 'ann', 2]]);
    assert.deepEqual([found.seen, found.without, found.copies], [2, 1, 2]);
    assert.deepEqual([found.losing, found.moving], [[], []]);
  });

  it('says who would lose it, and who would have another mailbox', async () => {
    const { preview: found } = await preview({
      people: { a: ANN, b: BOB },
      before: mapping([ANN_ROW, ['447700900456', 'bob@contoso.example']]),
      after: mapping([['447700900456', 'carol@contoso.example']]),
    });
    assert.deepEqual(brief(found.losing), [['447700900123', 'ann', null, 0]]);
    assert.deepEqual(brief(found.moving), [['447700900456', 'bob', 'carol', 0]]);
    assert.deepEqual([found.gaining, found.without], [[], 1]);
  });

  it('is empty where only the alias of a user changes', async () => {
    const { preview: found } = await preview({
      people: { a: ANN },
      appearances: [[['a', 'ann']]],
      before: mapping([ANN_ROW]),
      after: mapping([['447700900123', 'ann.alias@contoso.example']]),
    });
    assert.deepEqual(found, { gaining: [], losing: [], moving: [], seen: 1, without: 0, copies: 0, left: 0 });
  });

  it('counts items that nobody would get, without those that somebody or the catch-all has', async () => {
    const items = [[['a', null]], [['b', null]], [['a', 'ann']]] satisfies Given['appearances'];
    const { preview: found } = await preview({
      people: { a: ANN, b: BOB },
      appearances: items,
      after: mapping([ANN_ROW]),
    });
    assert.deepEqual([found.copies, found.left], [1, 1]);
  });

  it('counts no item of which the mailbox has its copy, whoever of its people brought it there', async () => {
    const { preview: found } = await preview({
      people: { a: ANN, b: BOB },
      appearances: [
        [
          ['a', 'ann'],
          ['b', null],
        ],
        [
          ['a', null],
          ['b', null],
        ],
      ],
      after: mapping([ANN_ROW, ['447700900456', 'ann@contoso.example']]),
    });
    assert.equal(found.copies, 1);
    assert.deepEqual(brief(found.gaining), [
      ['447700900123', null, 'ann', 1],
      ['447700900456', null, 'ann', 0],
    ]);
  });

  it('judges items by the time of their message, and people by now', async () => {
    const until = mapping([[...ANN_ROW, '', '2026-07-01T00:00:00.000Z']]);
    const early = await preview({ people: { a: ANN }, appearances: [[['a', null]]], after: until });
    assert.deepEqual(brief(early.preview.gaining), [['447700900123', null, null, 1]]);
    const late = await preview({ people: { a: ANN }, appearances: [[['a', null]]], after: until, at: NOW });
    assert.deepEqual([late.preview.gaining, late.preview.copies], [[], 0]);
  });

  it('knows the automatic way, and falls back to it where the row names nobody valid', async () => {
    const person = { ...ANN, userEmailAddress: 'Bob@contoso.example' };
    const { preview: found } = await preview({
      people: { a: person },
      before: mapping([], true),
      after: mapping([['447700900123', 'nobody@contoso.example']], true),
    });
    assert.deepEqual([found.losing, found.moving, found.without], [[], [], 0]);
  });

  it('has one line for a person who was seen under several address properties', async () => {
    const { preview: found } = await preview({
      people: { a: ANN, b: { ...ANN, userEmailAddress: 'x@contoso.example' } },
      appearances: [[['a', null]], [['b', null]]],
      after: mapping([ANN_ROW]),
    });
    assert.deepEqual([brief(found.gaining), found.seen], [[['447700900123', null, 'ann', 2]], 1]);
  });

  it('passes on which mailboxes got messages of a number, and since when', async () => {
    const { owned } = await preview({
      people: { a: ANN, b: BOB, c: { userEmailAddress: 'carol@contoso.example' } },
      appearances: [
        [
          ['a', 'ann'],
          ['b', null],
          ['c', 'carol'],
        ],
      ],
    });
    assert.deepEqual(owned, new Map([['447700900123', new Map([['ann', Date.parse(BEFORE)]])]]));
  });

  it('knows whose a number was also where it leads to nobody now', async () => {
    const { owned } = await previewOf({
      people: [{ key: 'a', participant: ANN }],
      appearances: [
        {
          itemKey: 'i',
          archivedTime: BEFORE,
          messageTime: BEFORE,
          people: [{ key: 'a', mailbox: null, former: 'ann' }],
        },
      ],
      before: mapping([]),
      after: mapping([]),
      users: new Map(),
      now: BEFORE,
    });
    assert.deepEqual([...(owned.get('447700900123') ?? [])], [['ann', Date.parse(BEFORE)]]);
  });
});
