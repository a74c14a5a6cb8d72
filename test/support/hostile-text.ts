import * as fc from 'fast-check';

/** What has broken mail software before: header injection, half surrogates, controls, bidi, markup, look-alike encodings. */
const POISON = [
  '\r\nBcc: <evil@example.com>\r\n\r\nbody',
  '\n',
  '\r',
  '\0',
  '\u001b[31m',
  '\u0085\u2028\u2029',
  '\ud800',
  '\udc00',
  '\u202efdp.exe',
  '\u2066\u2069',
  '=?utf-8?B?PGI+?=',
  '=?utf-8?Q?x',
  '<script>alert(1)</script>',
  '</p><img src=x onerror=alert(1)>',
  '"',
  '\\',
  "'",
  '<>,;:@()',
  '&amp;&#0;',
  '../../etc/passwd',
  '%2e%2e%0d%0a',
  '👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'שלום',
  'Grüße, Привет, 你好',
  '.\r\n.\r\n',
  '-- \r\n--mixed_',
  'x'.repeat(1200),
  '__proto__',
  'constructor',
  ' ',
  '',
];

export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...POISON),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ maxLength: 12 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

/** The same, and now and then long. */
export const longText = fc
  .tuple(hostileText, fc.integer({ min: 0, max: 5000 }))
  .map(([text, length]) => text.padEnd(length, 'näme '));

/** A hundred thousand characters, and in the worst case as many lines. */
export const veryLongText = fc
  .constantFrom('x', '\n', "'\n", 'schönes Wetter ', '\0\r')
  .map((unit) => unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000));
