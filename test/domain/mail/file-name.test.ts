import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { safeContentType, safeFileName } from '../../../src/domain/mail/file-name.js';
import { hostileText } from '../../support/hostile-text.js';

describe('a file name', () => {
  const cases: [given: string, safe: string][] = [
    ['Q3 forecast.pdf', 'Q3 forecast.pdf'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['..\\..\\boot.ini', '.._.._boot.ini'],
    ['notes.txt:hidden', 'notes.txt_hidden'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\r\nContent-Type: text.html', 'a Content-Type_ text.html'],
    ['a \0 b.pdf', 'a b.pdf'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['console.txt', 'console.txt'],
    ['report. . .', 'report'],
    ['👩‍👧.jpg', '👩‍👧.jpg'],
    ['..', 'fallback'],
    ['\0\u200b ', 'fallback'],
    ['', 'fallback'],
  ];
  for (const [given, safe] of cases) {
    it(`${JSON.stringify(given)} is saved as ${JSON.stringify(safe)}`, () => {
      assert.equal(safeFileName(given, 'fallback'), safe);
    });
  }

  it('that is too long is cut between characters and keeps its extension', () => {
    const safe = safeFileName(`${'é'.repeat(300)}.pdf`, 'fallback');
    assert.equal(safe, `${'é'.repeat(98)}.pdf`);
    assert.equal(safeFileName(`${'.'.repeat(300)}${'a'.repeat(30)}`, 'fallback'), 'fallback');
  });

  it('is safe whatever was given, and safe stays as it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const safe = safeFileName(text, 'fallback');
        assert.ok(Buffer.byteLength(safe) <= 200 && safe !== '');
        assert.doesNotMatch(safe, /[/\\:*?"<>|\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]|[. ]$/u);
        assert.equal(safeFileName(safe, 'fallback'), safe);
      }),
    );
  });

  it('of a million dots is judged at once', () => {
    assert.equal(safeFileName(`${'. '.repeat(500_000)}x.y`, 'fallback').endsWith('.y'), true);
  });
});

describe('a content type', () => {
  const cases: [given: string, safe: string][] = [
    ['image/PNG', 'image/png'],
    ['audio/ogg; codecs=opus', 'audio/ogg; codecs=opus'],
    ['text/plain;charset=UTF-8;name="x"', 'text/plain; charset=utf-8'],
    ['text/plain; charset="\r\nBcc: x"', 'text/plain'],
    ['message/rfc822', 'message/rfc822'],
    ['multipart/mixed; boundary=x', 'application/octet-stream'],
    ['image/png\r\nBcc: x', 'application/octet-stream'],
    ['image', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ];
  for (const [given, safe] of cases) {
    it(`${JSON.stringify(given)} is taken as ${safe}`, () => assert.equal(safeContentType(given), safe));
  }
});
