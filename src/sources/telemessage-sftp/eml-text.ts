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

/** A text part, with its content in its charset and decrypted where it was encrypted. */
export interface TextPart {
  node: MimeNode;
  content: string;
}

/** What the parts say, as plain text with \n. Throws MalformedItem where they are together more HTML than we read. */
export function plainTextOf(parts: readonly TextPart[]): string {
  checkHtml(parts.filter(({ node }) => isHtml(node.contentType.parsed.value)));
  const texts = parts.map(({ node, content }) => {
    const plain = isHtml(node.contentType.parsed.value) ? htmlToText(content, HTML_OPTIONS) : content;
    return plain.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  });
  return texts.filter((text) => text !== '').join('\n');
}

/** Before any is converted: many parts below a limit would take as long as one beyond it. */
function checkHtml(parts: readonly TextPart[]): void {
  let [characters, tags] = [0, 0];
  for (const { content } of parts) {
    characters += content.length;
    tags += content.split('<', LIMITS.MAX_HTML_TAGS + 2).length - 1;
  }
  if (characters > LIMITS.MAX_HTML_CHARACTERS || tags > LIMITS.MAX_HTML_TAGS)
    throw new ArchiveError('MalformedItem', 'The EML has more HTML than we read.');
}

function isPlain(contentType: string): boolean {
  return contentType === 'text/plain';
}

function isHtml(contentType: string): boolean {
  return contentType === 'text/html';
}
