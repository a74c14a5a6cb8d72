import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { copyMarker, itemKey, messageId } from '../../src/domain/identity.js';

const ACCOUNT = 'account-1';
const ITEM = 'wamid/abc+1==';
const MAILBOX = '7ee1c44d-7487-40a1-a0a1-a97488c13413';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const identity = fc.tuple(text, text, fc.nat(3));

describe('identity', () => {
  // Mail that is in mailboxes is known by these: where one of them changes, everything is archived a second time.
  it('is what it has always been', () => {
    const key = itemKey(ACCOUNT, ITEM, 0);
    assert.equal(key, 'c00a0254357d18d5d3b6ff132541f684');
    assert.equal(itemKey(ACCOUNT, ITEM, 1), '0775d8b5295a2e57415fe83ca2b0790e');
    assert.equal(messageId(ACCOUNT, ITEM), '<8b3a4a501bbd81d39677928f5b30fcd25a8d63a7@whatsapp.invalid>');
    assert.equal(
      messageId(ACCOUNT, ITEM, 2),
      '<8b3a4a501bbd81d39677928f5b30fcd25a8d63a7.r2@whatsapp.invalid>',
    );
    assert.equal(
      copyMarker(key, MAILBOX),
      '6f297e6b86c92877dea1743be2d15fbc755ffce1aef3afcfe74dc2a3b9bf9383',
    );
  });

  it('tells apart whatever differs in account, item id or revision, also where the parts run together', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        assert.equal(itemKey(...one) === itemKey(...other), isSame);
        assert.equal(messageId(...one) === messageId(...other), isSame);
      }),
    );
    assert.notEqual(itemKey('ab', 'c', 0), itemKey('a', 'bc', 0));
    assert.notEqual(itemKey('a', '\ud800', 0), itemKey('a', '\udfff', 0));
    assert.notEqual(copyMarker('ab', 'c'), copyMarker('a', 'bc'));
  });

  it('is of characters that keys, ids and headers take', () => {
    fc.assert(
      fc.property(identity, text, ([account, itemId, revision], mailbox) => {
        assert.match(itemKey(account, itemId, revision), /^[0-9a-f]{32}$/);
        assert.match(
          messageId(account, itemId, revision),
          /^<[0-9a-f]{40}(\.r[1-9]\d*)?@whatsapp\.invalid>$/,
        );
        assert.match(copyMarker(itemId, mailbox), /^[0-9a-f]{64}$/);
      }),
    );
  });

  it('names the first revision without a suffix, for replies name it so', () => {
    assert.equal(messageId(ACCOUNT, ITEM, 0), messageId(ACCOUNT, ITEM));
    assert.equal(messageId(ACCOUNT, ITEM, 1), messageId(ACCOUNT, ITEM).replace('@', '.r1@'));
  });
});
