import assert from 'node:assert/strict';
import { sourceHeadersOf } from '../../../src/domain/mail/source-headers.js';
import { anItem } from '../../support/items.js';

const passedOn = (...sourceHeaders: { name: string; value: string }[]) =>
  sourceHeadersOf(anItem({ sourceHeaders }));

describe("the source's own headers", () => {
  it('are passed on as they are, the first of each name', () => {
    const [first, second] = [
      { name: 'X-TELEMESSAGE-THREAD_ID', value: 'a1==' },
      { name: 'x-telemessage-Status', value: 'ok' },
    ];
    assert.deepEqual(passedOn(first, second, { name: 'X-TeleMessage-Thread_Id', value: 'other' }), [
      first,
      second,
    ]);
    assert.deepEqual(sourceHeadersOf(anItem()), []);
  });

  it('do not bring a name that means something to mail, or that would write another header', () => {
    for (const name of [
      'Bcc',
      'X-WhatsApp-Archiver-Item',
      'X-TELEMESSAGE-',
      'X-TELEMESSAGE-A\r\nBcc',
      'X-TELEMESSAGE-É',
    ])
      assert.deepEqual(passedOn({ name, value: 'x' }), []);
  });

  it('keep to one line of bounded length, and are not there where nothing is left', () => {
    assert.deepEqual(passedOn({ name: 'X-TELEMESSAGE-A', value: 'a\r\nBcc: b' }), [
      { name: 'X-TELEMESSAGE-A', value: 'a Bcc: b' },
    ]);
    assert.equal(passedOn({ name: 'X-TELEMESSAGE-A', value: 'x'.repeat(2000) })[0]?.value.length, 900);
    assert.deepEqual(passedOn({ name: 'X-TELEMESSAGE-A', value: ' \r\n ' }), []);
    const many = Array.from({ length: 60 }, (_, index) => ({ name: `X-TELEMESSAGE-${index}`, value: 'x' }));
    assert.equal(passedOn(...many).length, 50);
  });
});
