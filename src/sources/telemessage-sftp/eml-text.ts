import { htmlToText } from 'html-to-text';
import { ArchiveError } from '../../domain/errors.js';
import { LIMITS } from './limits.js';
import type { MimeNode } from './mime-tree.js';

const HTML_OPTIONS = {
  wordwrap: false as const,
  limits: { maxInputLength: LIMITS.MAX_HTML_CHARACTERS, maxDepth: 200, ellipsis: '…' },
  selectors: [{ selector: 'img', format: 'skip' }],
};

/** Text to be read, as opposed to a text file that was sent along. */
export function isText({ contentType, contentDisposition }: MimeNode): boolean {
  const { value, params } = contentDisposition.parsed;
  const isNamed = params['filename'] !== undefined || contentType.parsed.params['name'] !== undefined;
  return isPlain(contentType.parsed.value) || isHtml(contentType.parsed.value)
    ? value !== 'attachment' && !isNamed
    : false;
}

/** The parts that are the message's text: of two ways of saying the same, the plain one. */
export function textNodes(node: MimeNode): MimeNode[] {
  if (node.contentType.multipart === false) return isText(node) ? [node] : [];
  const nodes = node.childNodes.flatMap(textNodes);
  if (node.contentType.multipart !== 'alternative') return nodes;
  const plain = nodes.filter(({ contentType }) => isPlain(contentType.parsed.value));
  return plain.length > 0 ? plain : nodes;
}

/**
 * What a part says, as plain text with \n. `text` is its content in its charset, and decrypted where it was encrypted. Throws
 * MalformedItem where it is more HTML than we read.
 */
export function plainTextOf({ contentType }: MimeNode, text: string): string {
  const plain = isHtml(contentType.parsed.value) ? textOfHtml(text) : text;
  return plain.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
}

function textOfHtml(html: string): string {
  if (
    html.length > LIMITS.MAX_HTML_CHARACTERS ||
    html.split('<', LIMITS.MAX_HTML_TAGS + 2).length > LIMITS.MAX_HTML_TAGS + 1
  )
    throw new ArchiveError('MalformedItem', 'The EML has more HTML than we read.');
  return htmlToText(html, HTML_OPTIONS);
}

function isPlain(contentType: string): boolean {
  return contentType === 'text/plain';
}

function isHtml(contentType: string): boolean {
  return contentType === 'text/html';
}
