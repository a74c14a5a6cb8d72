import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ArchiveError } from '../../../src/domain/errors.js';
import { messageId } from '../../../src/domain/identity.js';
import type { Item } from '../../../src/domain/item.js';
import { cleanLine } from '../../../src/domain/mail/clean-text.js';
import { composeMail, type MailContext } from '../../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../../src/domain/mail/people.js';
import { hostileItem } from '../../support/hostile-items.js';
import { ann, anItem, bob, carol, salesGroup } from '../../support/items.js';

function compose(item: Item, context: Partial<MailContext> = {}) {
  return composeMail(item, { account: 'acme', attachments: [], addressOf: sourceAddress, ...context });
}

describe('a mail of an item', () => {
  it('is from the sender, to the recipients, at the time of the event', () => {
    const mail = compose(anItem({ recipients: [bob, carol] }));
    assert.deepEqual(mail.from, { name: 'Ann Example +447700900123', address: 'ann@contoso.example' });
    assert.deepEqual(mail.to, [
      { name: 'Bob Builder +447700900456', address: '447700900456@whatsapp.invalid' },
      { name: 'Carol', address: '9e2102b6da5b173a@whatsapp.invalid' },
    ]);
    assert.equal(mail.date, '2026-03-03T09:15:27.123Z');
  });

  it('names each address once, however it is written', () => {
    const twice = [bob, { phoneNumber: '00447700900456' }, { userEmailAddress: 'A@contoso.example' }];
    const mail = compose(anItem({ recipients: [...twice, { userEmailAddress: 'a@Contoso.example' }] }));
    assert.deepEqual(
      mail.to.map(({ address }) => address),
      ['447700900456@whatsapp.invalid', 'A@contoso.example'],
    );
  });

  it('of an event without recipients goes to the people of the thread, and to the sender where nobody is known', () => {
    const event = anItem({
      recordType: 'group-event',
      thread: salesGroup,
      recipients: [],
      groupEvent: { type: 'added' },
    });
    const addresses = (mail: ReturnType<typeof compose>) => mail.to.map(({ address }) => address);
    assert.deepEqual(addresses(compose(event, { recipients: [ann, bob] })), [
      '447700900456@whatsapp.invalid',
    ]);
    assert.deepEqual(addresses(compose(event)), ['ann@contoso.example']);
  });

  it('takes the addresses that the mapping gives', () => {
    const addressOf = () => ({ name: 'Mapped\r\nBcc: x', address: 'mapped@contoso.example' });
    assert.deepEqual(compose(anItem(), { addressOf }).from, {
      name: 'Mapped Bcc: x',
      address: 'mapped@contoso.example',
    });
  });

  it('answers the first revision of what it quotes, edits, deletes or reacts to', () => {
    const target = messageId('acme', 'target', 0);
    const changes: Partial<Item>[] = [
      { quotedItemId: 'target' },
      { recordType: 'edit', edit: { editedItemId: 'target' }, revision: 2 },
      { recordType: 'deletion', deletion: { deletedItemId: 'target' } },
      { recordType: 'reaction', reaction: { targetItemId: 'target', emoji: '👍' } },
    ];
    assert.deepEqual(
      changes.map((change) => compose(anItem(change)).inReplyTo),
      changes.map(() => target),
    );
    assert.equal('inReplyTo' in compose(anItem()), false);
  });

  it('refuses a time that no mail can carry', () => {
    for (const messageTime of ['+057300-06-03T18:46:03Z', '1899-12-31T23:59:59Z', 'yesterday']) {
      assert.throws(
        () => compose(anItem({ messageTime })),
        (error) => error instanceof ArchiveError && error.code === 'MalformedItem',
      );
    }
  });

  it('has at most five headers of its own, all x-', () => {
    const { headers } = compose(anItem({ itemId: 'a\r\nBcc: x' }));
    assert.ok(headers.length <= 5 && headers.every(({ name }) => /^x-/i.test(name)));
    assert.equal(headers[0]?.value, 'a Bcc: x');
  });

  it('is the same every time, and has no control character in any header, whatever the item holds', () => {
    fc.assert(
      fc.property(hostileItem, (item) => {
        const mail = compose(item);
        assert.deepEqual(compose(structuredClone(item)), mail);
        const people = [mail.from, ...mail.to].flatMap(({ name, address }) => [name, address]);
        const values = mail.headers.map(({ value }) => value);
        for (const line of [mail.subject, mail.threadTopic, ...people, ...values]) {
          assert.doesNotMatch(line, /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u);
          // A parser takes spaces at the ends for its own, and several for one.
          assert.equal(line, cleanLine(line));
        }
        assert.ok(Array.from(mail.subject).length <= 255 && mail.to.length > 0);
      }),
    );
  });
});

describe('a thread', () => {
  it('keeps its topic and index whoever sends', () => {
    const there = compose(anItem());
    const back = compose(anItem({ sender: bob, recipients: [ann] }));
    assert.equal(there.threadTopic, 'WhatsApp: 447700900123 and 447700900456');
    assert.equal(back.threadTopic, there.threadTopic);
    assert.deepEqual(back.threadIndex, there.threadIndex);
    assert.equal(compose(anItem({ thread: salesGroup })).threadTopic, 'WhatsApp: Sales Group');
  });

  it('has an index of 22 bytes that no other thread or account has', () => {
    const index = compose(anItem()).threadIndex;
    // SHA-256 of ["acme","thread-1"] as JSON, behind the fixed time.
    assert.equal(Buffer.from(index).toString('hex'), '0101d5c03669be7c4b55eb54f79f33fcbf340446ce35');
    assert.notDeepEqual(compose(anItem({ thread: salesGroup })).threadIndex, index);
    assert.notDeepEqual(compose(anItem(), { account: 'other' }).threadIndex, index);
  });
});

describe("a participant's address", () => {
  it('is the email address only where mail can carry it', () => {
    const address = (userEmailAddress: string) => sourceAddress({ ...bob, userEmailAddress }).address;
    assert.equal(address(' bob.b+x@mail.contoso.example '), 'bob.b+x@mail.contoso.example');
    const insane = [
      '',
      'bob',
      'bob@localhost',
      'b b@c.example',
      'a..b@c.example',
      'a@b.example>\r\nBcc: <x@y.example',
      'é@c.example',
    ];
    for (const text of [...insane, `${'a'.repeat(65)}@c.example`])
      assert.equal(address(text), '447700900456@whatsapp.invalid');
  });

  it('without email and number comes from the WhatsApp id, the same every time', () => {
    assert.equal(
      sourceAddress(carol).address,
      sourceAddress({ ...carol, displayName: 'Carol Jones' }).address,
    );
    assert.match(sourceAddress(carol).address, /^[0-9a-f]{16}@whatsapp\.invalid$/);
  });

  it('has the number after a right-to-left name as it is written', () => {
    const name = sourceAddress({ phoneNumber: '447700900123', displayName: 'שרה' }).name;
    assert.equal(name, '\u200eשרה\u200e +447700900123');
  });

  it('is named once where the name is the number', () => {
    assert.equal(
      sourceAddress({ phoneNumber: '447700900123', displayName: '+44 7700 900123' }).name,
      '+447700900123',
    );
  });
});
