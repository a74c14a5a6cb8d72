const MAX_BYTES = 200;

/**
 * A file name that can be saved on any system: no path, no characters Windows forbids, none of its device names, no
 * trailing dots, at most 200 bytes of UTF-8 with the extension kept. `fallback` stands in where nothing is left.
 */
export function safeFileName(name: string, fallback: string): string {
  const printable = name
    // Controls, half surrogates and invisible formatting, where a right-to-left override hides an extension. The joiners
    // stay: emoji and Persian are written with them.
    .replace(/(?![\s\u0085])\p{Cc}|(?![\u200c\u200d])\p{Cf}|\p{Surrogate}/gu, '')
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/[/\\:*?"<>|]/g, '_');
  const trimmed = trimEnds(printable);
  return cutStem(isDeviceName(trimmed) ? `_${trimmed}` : trimmed) || fallback;
}

/** A loop, because a pattern anchored at the end takes quadratic time over a name of dots. */
function trimEnds(name: string): string {
  let end = name.length;
  while (end > 0 && '. '.includes(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end).trimStart();
}

/** Windows opens a device for these, with or without an extension (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
function isDeviceName(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i.test(name);
}

function cutStem(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const extension = /\.[^. ]{1,20}$/u.exec(name)?.[0] ?? '';
  let stem = '';
  let room = MAX_BYTES - Buffer.byteLength(extension);
  for (const codePoint of name.slice(0, name.length - extension.length)) {
    room -= Buffer.byteLength(codePoint);
    if (room < 0) break;
    stem += codePoint;
  }
  return trimEnds(stem) + extension;
}

/**
 * `type/subtype` in lower case, with a charset or codecs parameter where it is a plain word. Anything else, and a
 * multipart type, which a file cannot have, is `application/octet-stream`.
 */
export function safeContentType(contentType: string): string {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const mediaType = type.trim();
  // RFC 6838 section 4.2: restricted names.
  const isMediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$/.test(mediaType);
  if (!isMediaType || mediaType.startsWith('multipart/')) return 'application/octet-stream';
  const kept = parameters
    .map((parameter) => parameter.trim())
    .find((text) => /^(charset|codecs)=[\w.-]{1,40}$/.test(text));
  return kept === undefined ? mediaType : `${mediaType}; ${kept}`;
}
