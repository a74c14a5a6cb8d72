import assert from 'node:assert/strict';
import type { Item } from '../../../src/domain/item.js';
import { utcClock } from '../../../src/domain/mail/clock.js';
import { composeMail } from '../../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../../src/domain/mail/people.js';
import { mayShow, quoteOf } from '../../../src/domain/mail/target.js';
import { anItem, bob } from '../../support/items.js';

const question = anItem({ itemId: 'Q', sender: bob, text: 'What does it cost?\n\nAnd when?' });
const reply = anItem({ text: 'Much', quotedItemId: 'Q' });
const quote = (item: Item, target?: Item) => quoteOf(item, target, utcClock);

describe('what an item answers, edits, deletes or reacts to', () => {
  it('is shown with who, when and what', () => {
    assert.deepEqual(quote(reply, question), {
      heading: 'In reply to',
      itemId: 'Q',
      known: {
        author: 'Bob Builder +447700900456',
        time: 'Tue, 03 Mar 2026 09:15:27 UTC',
        words: 'What does it cost?\n\nAnd when?',
        files: [],
      },
    });
  });

  it('is shown by who people are, not by what they call themselves', () => {
    const elsewhere = { thread: { threadId: 'other', type: 'direct' } as const, recipients: [] };
    const ann = { userEmailAddress: 'ann@contoso.example', displayName: 'Ann' };
    const namesake = { userEmailAddress: 'other@contoso.example', displayName: 'Ann' };
    const answered = anItem({ sender: ann, recipients: [] });
    assert.equal(mayShow(answered, anItem({ ...elsewhere, sender: namesake })), false);
    assert.equal(mayShow(answered, anItem({ ...elsewhere, sender: ann })), true);
  });

  it('says what it is to the item, and is named where the archive does not have it', () => {
    const cases: [Partial<Item>, string][] = [
      [{ edit: { editedItemId: 'Q' } }, 'Before the edit'],
      [{ deletion: { deletedItemId: 'Q' } }, 'The deleted message'],
      [{ reaction: { targetItemId: 'Q' } }, 'Reaction to'],
    ];
    for (const [changes, heading] of cases)
      assert.deepEqual(quote(anItem(changes)), { heading, itemId: 'Q', known: undefined });
    assert.equal(quote(anItem({ deletion: {} })), undefined);
    assert.equal(quote(anItem()), undefined);
  });

  it('reminds of a long message, and repeats whole what was edited or deleted', () => {
    const long = { ...question, text: 'x'.repeat(60_000) };
    assert.equal(quote(reply, long)?.known?.words.length, 700);
    assert.equal(quote(anItem({ deletion: { deletedItemId: 'Q' } }), long)?.known?.words.length, 60_000);
  });

  it('without text is shown by what it was', () => {
    const words = (changes: Partial<Item>) => quote(reply, anItem({ itemId: 'Q', ...changes }))?.known;
    const voice = {
      attachmentId: 'a',
      fileName: 'a\n.opus',
      contentType: 'x/y',
      sizeBytes: 1,
      kind: 'voice',
    } as const;
    assert.deepEqual(words({ attachments: [voice] })?.files, ['voice note: a .opus']);
    assert.equal(words({ attachments: [voice] })?.words, 'WhatsApp voice note');
    assert.equal(words({ poll: { question: 'Lunch?', options: [] } })?.words, 'WhatsApp poll: Lunch?');
    assert.equal(
      words({ location: { latitude: 1, longitude: 2, name: 'Roof' } })?.words,
      'WhatsApp location: Roof, 1, 2',
    );
    assert.equal(words({ contacts: [{ name: 'Dan' }, {}] })?.words, 'WhatsApp contacts: Dan');
    assert.match(words({ edit: { editedItemId: 'x' } })?.words ?? '', /edited a message/);
  });

  it('stands in both parts, and cannot forge a line of ours', () => {
    const target = { ...question, text: 'Hi\nAttachments\n  invoice.pdf: application/pdf' };
    const mail = composeMail(reply, { account: 'acme', attachments: [], addressOf: sourceAddress, target });
    assert.ok(mail.html.includes('In reply to: <bdi>Bob Builder +447700900456</bdi>'));
    assert.match(
      mail.text,
      /^In reply to\n {2}From: Bob Builder \+447700900456\n {2}Time: .*\n {2}Text: Hi\n {4}Attachments\n/m,
    );
    assert.doesNotMatch(mail.text, /^(Attachments| {2}invoice)/m);
  });
});
