import assert from 'node:assert/strict';
import type { Deletion, Item } from '../../../src/domain/item.js';
import { subjectOf } from '../../../src/domain/mail/subject.js';
import { ann, anItem, bob, carol, salesGroup } from '../../support/items.js';

function subject(changes: Partial<Item>): string {
  const item = anItem(changes);
  return subjectOf(item, item.recipients);
}

describe('a subject', () => {
  it('is written as TeleMessage writes it', () => {
    assert.equal(subject({}), 'WhatsApp Message from 447700900123 to 447700900456');
    assert.equal(subject({ thread: salesGroup }), 'WhatsApp Message from 447700900123 to Sales Group');
  });

  it('names who has no number by WhatsApp id, then by name', () => {
    assert.equal(
      subject({ recipients: [carol] }),
      'WhatsApp Message from 447700900123 to 98765432101234@lid',
    );
    assert.equal(
      subject({ recipients: [{ displayName: 'Dan' }] }),
      'WhatsApp Message from 447700900123 to Dan',
    );
  });

  it('counts the others of a broadcast', () => {
    assert.match(subject({ recipients: [bob, carol] }), /to 447700900456 and 1 other$/);
    assert.match(subject({ recipients: [bob, carol, ann] }), /to 447700900456 and 2 others$/);
  });

  it('says of a deletion whether it was read, else for whom it was deleted', () => {
    const prefix = (deletion: Partial<Deletion>) =>
      subject({ recordType: 'deletion', deletion: { deletedItemId: 'x', ...deletion } }).replace(
        / WhatsApp Message from.*/,
        '',
      );
    assert.equal(prefix({ readState: 'read', deletedFor: 'me' }), 'DELETED – READ –');
    assert.equal(prefix({ readState: 'unread' }), 'DELETED – UNREAD –');
    assert.equal(prefix({ readState: 'unknown', deletedFor: 'everyone' }), 'DELETED For All - UNKNOWN -');
    assert.equal(prefix({ deletedFor: 'me' }), 'DELETED For Me - UNKNOWN -');
    assert.equal(prefix({}), 'DELETED – UNKNOWN –');
  });

  it('names calls, edits, reactions, group events and record types nobody knows', () => {
    const call = { callId: 'c', status: 'missed', startTime: '2026-03-03T09:15:27Z' } as const;
    assert.match(
      subject({ recordType: 'call', call: { ...call, media: 'voice' } }),
      /^WhatsApp Voice Call from 4/,
    );
    assert.match(
      subject({ recordType: 'call', call: { ...call, media: 'video' } }),
      /^WhatsApp Video Call from 4/,
    );
    assert.match(
      subject({ recordType: 'edit', edit: { editedItemId: 'x' } }),
      /^EDITED – WhatsApp Message from 4/,
    );
    assert.match(
      subject({ recordType: 'reaction', reaction: { targetItemId: 'x' } }),
      /^WhatsApp Reaction from 4/,
    );
    assert.equal(
      subject({ recordType: 'group-event', thread: salesGroup }),
      'WhatsApp Group Event in Sales Group',
    );
    assert.match(subject({ recordType: 'channel\r\npost\0' }), /^WhatsApp channel post\ufffd from 4/);
  });

  it('stays readable with a group name that tries to turn it around', () => {
    const name = `\u202eSales\r\nGroup\ud800${'x'.repeat(5000)}`;
    const line = subject({ thread: { ...salesGroup, name } });
    assert.match(line, /to Sales Group\ufffdx+…$/);
    const long = { displayName: 'y'.repeat(500) };
    const longest = subject({ recordType: 'z'.repeat(500), sender: long, recipients: [long] });
    assert.equal(longest.length, 255);
  });
});
