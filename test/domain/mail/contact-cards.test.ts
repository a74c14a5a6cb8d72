import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { contactCards } from '../../../src/domain/mail/contact-cards.js';
import { vcard } from '../../../src/domain/mail/vcard.js';
import { hostileText } from '../../support/hostile-text.js';
import { anItem } from '../../support/items.js';

/** The lines of a vCard as a reader joins them (RFC 2426 section 2.6). */
function unfolded(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
}

/** The values that stand between unescaped semicolons. */
function values(line: string): string[] {
  const value = line.slice(line.indexOf(':') + 1);
  return (value.match(/(?:\\.|[^\\;])*/gu) ?? []).map((part) => part.replace(/\\(.)/gu, '$1'));
}

describe('a contact', () => {
  it('becomes a vCard with its name and its numbers', () => {
    assert.deepEqual(unfolded(vcard({ name: 'Dan; Sons, \\', phoneNumbers: ['+1 617 555 0100', ' '] })), [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Dan\\; Sons\\, \\\\',
      'N:;Dan\\; Sons\\, \\\\;;;',
      'TEL:+1 617 555 0100',
      'END:VCARD',
    ]);
  });

  it('without a name is known by its number', () => {
    assert.ok(vcard({ phoneNumbers: ['+1 617 555 0100'] }).includes('FN:+1 617 555 0100\r\n'));
    assert.ok(vcard({}).includes('FN:Contact\r\n'));
  });

  it('writes no line of its own, and none longer than 75 bytes', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, number) => {
        const card = vcard({ name, phoneNumbers: [number] });
        assert.ok(card.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
        assert.doesNotMatch(card, /\r(?!\n)|(?<!\r)\n/);
        const [begin, version, shown = '', parts = '', ...rest] = unfolded(card);
        assert.deepEqual([begin, version], ['BEGIN:VCARD', 'VERSION:3.0']);
        assert.equal(
          values(shown)[0],
          values(parts).find((part) => part !== ''),
        );
        assert.ok(rest.length <= 2 && rest.at(-1) === 'END:VCARD');
      }),
    );
  });
});

describe('the contacts of a record', () => {
  const names = (count: number) =>
    contactCards(anItem({ contacts: Array.from({ length: count }, () => ({ name: 'Dan' })) })).map(
      ({ fileName }) => fileName,
    );

  it('are a file each, and one file where they are many', () => {
    assert.deepEqual(names(2), ['Dan.vcf', 'Dan.vcf']);
    assert.deepEqual(names(11), ['11 contacts.vcf']);
    assert.deepEqual(contactCards(anItem()), []);
  });

  it('say what they are, with the size and digest of their bytes', () => {
    const [card] = contactCards(anItem({ contacts: [{ name: '../é' }] }));
    assert.equal(card?.fileName, '.._é.vcf');
    assert.equal(card.sizeBytes, Buffer.byteLength(card.content ?? ''));
    assert.equal(
      card.sha256,
      createHash('sha256')
        .update(card.content ?? '')
        .digest('hex'),
    );
  });
});
