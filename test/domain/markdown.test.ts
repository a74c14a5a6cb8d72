import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { plainMarkdown } from '../../src/domain/markdown.js';
import { hostileText } from '../support/hostile-text.js';

describe('words of others in Markdown', () => {
  it('stay what they are', () => {
    assert.equal(plainMarkdown('WhatsApp EMEA', 100), 'WhatsApp EMEA');
    assert.equal(plainMarkdown(`Grüße, "שלום", it's`, 100), `Grüße, "שלום", it's`);
    assert.equal(plainMarkdown('a+b-c.d', 100), String.raw`a\+b\-c\.d`);
  });

  it('make no link, picture, heading, list, code or HTML', () => {
    for (const text of ['[x](http://y)', '![x](y)', '# x', '- x', '`x`', '<b>', '**x**', '&lt;', '~~x~~'])
      assert.doesNotMatch(plainMarkdown(text, 100), /(?<!\\)[[\]()!#\-`<>*&;~]/);
  });

  it('are one line of bounded length, whatever they hold', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plain = plainMarkdown(text, 50);
        assert.doesNotMatch(plain, /[\p{Cc}\u2028\u2029\u202e]/u);
        assert.ok(Array.from(plain).length <= 100, plain);
      }),
    );
  });
});
