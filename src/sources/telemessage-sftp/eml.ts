import type { KeyObject } from 'node:crypto';
import { addressParser, decodeWords, type Email } from 'postal-mime';
import { ArchiveError } from '../../domain/errors.js';
import { isText, plainTextOf, textNodes } from './eml-text.js';
import { openEnvelope, type Envelope } from './envelope.js';
import { LIMITS } from './limits.js';
import { parseMime, type MimeNode } from './mime-tree.js';

/** What an EML says, its attachments with their bytes. */
export interface Eml {
  /** In their order, unfolded, encoded words as they are; `name` as it is written. */
  headers: { name: string; value: string }[];
  subject?: string;
  from: EmlAddress[];
  to: EmlAddress[];
  cc: EmlAddress[];
  text: string;
  attachments: EmlAttachment[];
  encrypted?: { isOpen: boolean; keyId?: string };
}

export interface EmlAddress {
  name: string;
  address: string;
}

export interface EmlAttachment {
  fileName: string;
  contentType: string;
  /** Decoded, and decrypted where it was encrypted. */
  content: Buffer;
  contentId?: string;
  isInline?: boolean;
  /** What its Content-Disposition says of its size, where nothing of it came. */
  declaredSize?: number;
}

const DATA_KEY = 'x-telemessage-enc-datakey';
const KEY_ID = 'x-telemessage-enc-key-id';

/**
 * Reads an EML. `key` opens an encrypted one; without it, or where it does not fit, `encrypted.isOpen` is false and text and
 * attachments are left out. Rejects with MalformedItem where it is more than we read.
 */
export async function readEml(bytes: Uint8Array<ArrayBuffer>, key: KeyObject | undefined): Promise<Eml> {
  const { email, root } = await parseMime(bytes);
  const head = headOf(email);
  const dataKey = headerOf(head.headers, DATA_KEY);
  if (dataKey === undefined) return { ...head, ...contentOf(root, undefined) };
  const keyId = headerOf(head.headers, KEY_ID);
  const envelope = key && openEnvelope(dataKey, key);
  const content = envelope && openedContent(root, envelope);
  const encrypted = { isOpen: content !== undefined, ...(keyId !== undefined && { keyId }) };
  return { ...head, ...(content ?? { text: '', attachments: [] }), encrypted };
}

/** The first header of that name, in small letters. */
export function headerOf(headers: Eml['headers'], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

function headOf(email: Email): Pick<Eml, 'headers' | 'subject' | 'from' | 'to' | 'cc'> {
  const headers = email.headers.map(({ originalKey, value }) => ({ name: originalKey, value }));
  return {
    headers,
    ...(email.subject !== undefined && { subject: email.subject }),
    from: addressesOf(headers, 'from'),
    to: addressesOf(headers, 'to'),
    cc: addressesOf(headers, 'cc'),
  };
}

function addressesOf(headers: Eml['headers'], name: string): EmlAddress[] {
  const values = headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  const people = values.flatMap((value) => addressParser(value, { flatten: true }));
  if (people.length > LIMITS.MAX_PEOPLE)
    throw new ArchiveError('MalformedItem', `The EML names more than ${LIMITS.MAX_PEOPLE} people.`);
  return people.map((person) => ({ name: person.name, address: person.address ?? '' }));
}

function contentOf(root: MimeNode, envelope: Envelope | undefined): Pick<Eml, 'text' | 'attachments'> {
  const text = plainTextOf(textNodes(root).map((node) => ({ node, content: textOf(node, envelope) })));
  if (Buffer.byteLength(text) > LIMITS.MAX_TEXT_BYTES)
    throw new ArchiveError('MalformedItem', `The EML has more text than ${LIMITS.MAX_TEXT_BYTES} bytes.`);
  const nodes = leaves(root).filter((node) => !isText(node) && node.content !== null);
  if (nodes.length > LIMITS.MAX_ATTACHMENTS)
    throw new ArchiveError('MalformedItem', `The EML has more than ${LIMITS.MAX_ATTACHMENTS} attachments.`);
  return { text, attachments: nodes.map((node) => attachmentOf(node, envelope)) };
}

/** Undefined where a part cannot be opened: half a message would pass for a whole one. */
function openedContent(root: MimeNode, envelope: Envelope): Pick<Eml, 'text' | 'attachments'> | undefined {
  try {
    return contentOf(root, envelope);
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'ItemEncrypted') return undefined;
    throw error;
  }
}

function leaves(node: MimeNode): MimeNode[] {
  return node.contentType.multipart === false ? [node] : node.childNodes.flatMap(leaves);
}

function textOf(node: MimeNode, envelope: Envelope | undefined): string {
  const text = node.getTextContent();
  if (!envelope || text.trim() === '') return text;
  // Text parts are base64 once more below the encryption's own (docs/telemessage-sftp.md).
  return opened(envelope, Buffer.from(text, 'base64')).toString();
}

function attachmentOf(node: MimeNode, envelope: Envelope | undefined): EmlAttachment {
  const { value: disposition, params } = node.contentDisposition.parsed;
  const raw = Buffer.from(node.content ?? new ArrayBuffer(0));
  const isEmpty = raw.length === 0;
  // RFC 2183 2.7: an approximate size, which proves nothing of what came. Beside nothing at all it tells of what is lost.
  const declared = isEmpty ? Number(/^\d{1,15}$/.exec(params['size'] ?? '')?.[0] ?? 0) : 0;
  return {
    fileName: decodeWords(params['filename'] ?? node.contentType.parsed.params['name'] ?? ''),
    contentType: node.contentType.parsed.value,
    content: envelope && !isEmpty ? opened(envelope, raw) : raw,
    ...(node.contentId !== undefined && { contentId: node.contentId.replace(/^<|>$/g, '') }),
    ...(disposition === 'inline' && { isInline: true }),
    ...(declared > 0 && { declaredSize: declared }),
  };
}

function opened(envelope: Envelope, content: Uint8Array): Buffer {
  const bytes = envelope.open(content);
  if (!bytes) throw new ArchiveError('ItemEncrypted', 'The EML has a part that its key does not open.');
  return bytes;
}
