import assert from 'node:assert/strict';
import type { Item } from '../../../src/domain/item.js';
import { marksOf } from '../../../src/domain/mail/marks.js';
import { statementOf } from '../../../src/domain/mail/statement.js';
import { titleOf } from '../../../src/domain/mail/title.js';
import { anItem, bob, carol, salesGroup } from '../../support/items.js';

const ANN = 'Ann Example +447700900123';
const BOB = 'Bob Builder +447700900456';
const call = { callId: 'c', media: 'voice', status: 'answered', startTime: '2026-03-03T09:15:27Z' } as const;
const tell = (changes: Partial<Item>) => statementOf(anItem(changes));

describe('what happened, in a sentence', () => {
  it('says who called whom, what came of it and how long it took', () => {
    assert.equal(
      tell({ call: { ...call, durationSeconds: 61 } }),
      `${ANN} made a voice call to ${BOB}: answered, 1 min 1 s.`,
    );
    const outcomes = (['missed', 'rejected', 'busy', 'failed'] as const).map((status) =>
      tell({ call: { ...call, status } })?.replace(/^.*: /, ''),
    );
    assert.deepEqual(outcomes, [
      'missed, nobody answered.',
      'rejected.',
      'not taken, the line was busy.',
      'failed, no connection.',
    ]);
    assert.match(tell({ call, recipients: [] }) ?? '', /to somebody: answered\.$/);
  });

  it('names the first few people and counts the others', () => {
    const people = (count: number) => Array.from({ length: count }, () => carol);
    const whom = (count: number) =>
      tell({ call, recipients: people(count) })?.replace(/^.* to (.*): .*$/, '$1');
    assert.equal(whom(2), 'Carol and Carol');
    assert.equal(whom(5), 'Carol, Carol, Carol, Carol and Carol');
    assert.equal(whom(6), 'Carol, Carol, Carol, Carol and 2 others');
  });

  it('says who deleted, edited or reacted, and who took a reaction back', () => {
    assert.equal(tell({ deletion: { deletedFor: 'everyone' } }), `${ANN} deleted a message for everyone.`);
    assert.equal(tell({ deletion: { deletedFor: 'me' } }), `${ANN} deleted a message for themselves only.`);
    assert.equal(tell({ deletion: {} }), `${ANN} deleted a message.`);
    assert.equal(tell({ edit: { editedItemId: 'x' } }), `${ANN} edited a message.`);
    assert.equal(tell({ reaction: { targetItemId: 'x', emoji: '👍' } }), `${ANN} reacted with 👍`);
    for (const reaction of [{ targetItemId: 'x' }, { targetItemId: 'x', emoji: '' }])
      assert.equal(tell({ reaction }), `${ANN} took back a reaction.`);
    assert.equal(tell({ text: 'Hello' }), undefined);
  });

  const events: [NonNullable<Item['groupEvent']>, string][] = [
    [{ type: 'created', newName: 'Sales' }, `${ANN} created the group “Sales”.`],
    [{ type: 'added', participants: [bob] }, `${ANN} added ${BOB}.`],
    [{ type: 'participant-added' }, `${ANN} added somebody.`],
    [{ type: 'joined' }, `${ANN} joined the group.`],
    [{ type: 'removed', participants: [bob, carol] }, `${ANN} removed ${BOB} and Carol.`],
    [{ type: 'left' }, `${ANN} left the group.`],
    [{ type: 'participant-left', participants: [bob] }, `${BOB} left the group.`],
    [{ type: 'promoted', participants: [bob] }, `${ANN} made ${BOB} an admin.`],
    [{ type: 'demoted', participants: [bob] }, `${ANN} made ${BOB} an admin no longer.`],
    [{ type: 'name-changed', newName: 'A\r\nB' }, `${ANN} renamed the group to “A B”.`],
    [{ type: 'icon-changed' }, `${ANN} changed the picture of the group.`],
    [{ type: 'description-changed' }, `${ANN} changed the description of the group.`],
    [{ type: 'deleted' }, `${ANN} deleted the group.`],
    [
      { type: 'ephemeral\0', newName: '90 days', participants: [bob] },
      `${ANN}: ephemeral\ufffd, ${BOB}, “90 days”.`,
    ],
    [{ type: '__proto__' }, `${ANN}: __proto__.`],
  ];
  for (const [groupEvent, sentence] of events) {
    it(`tells the group event ${JSON.stringify(groupEvent.type)}`, () => {
      assert.equal(tell({ groupEvent, thread: salesGroup }), sentence);
    });
  }
});

describe('the marks of a mail', () => {
  it('say which way it went and what became of it', () => {
    const item = anItem({ forwarded: true, quotedItemId: 'q', edit: { editedItemId: 'e' }, revision: 1 });
    assert.deepEqual(marksOf(item), [
      'Outbound',
      'Forwarded',
      'Reply',
      'Edited',
      'Corrected by the source, revision 1',
    ]);
    assert.deepEqual(marksOf(anItem({ direction: 'unknown' })), []);
    assert.deepEqual(marksOf(anItem({ deletion: { readState: 'read' } })), [
      'Outbound',
      'Deleted',
      'Had been read',
    ]);
  });
});

describe('the title of a mail', () => {
  const file = (kind: 'voice' | 'sticker') => ({
    attachmentId: 'a',
    fileName: 'f',
    contentType: 'x/y',
    sizeBytes: 1,
    kind,
  });

  it('says what was sent where one thing was', () => {
    assert.equal(titleOf(anItem({ attachments: [file('voice')] })), 'WhatsApp voice note');
    assert.equal(titleOf(anItem({ attachments: [file('sticker'), file('voice')] })), 'WhatsApp message');
    assert.equal(titleOf(anItem({ attachments: [file('voice')], text: 'Listen' })), 'WhatsApp message');
    assert.equal(titleOf(anItem({ contacts: [{ name: 'Dan' }] })), 'WhatsApp contact');
    assert.equal(titleOf(anItem({ location: { latitude: 1, longitude: 2 } })), 'WhatsApp location');
  });
});
