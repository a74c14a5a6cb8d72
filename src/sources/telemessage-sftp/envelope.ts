import { constants, createDecipheriv, privateDecrypt, type KeyObject } from 'node:crypto';

const KEY_BYTES = 32;
const IV_BYTES = 16;

/** Opens the parts of one EML; undefined where they cannot be opened with its key. */
export interface Envelope {
  open(content: Uint8Array): Buffer | undefined;
}

/**
 * The AES key and IV of an EML from its header X-TELEMESSAGE-ENC-DATAKEY, which docs/telemessage-sftp.md takes for base64 of
 * both, wrapped with RSA-OAEP (SHA-256). Undefined where the private key is another one.
 */
export function openEnvelope(dataKey: string, privateKey: KeyObject): Envelope | undefined {
  const opened = unwrap(Buffer.from(dataKey, 'base64'), privateKey);
  if (opened?.length !== KEY_BYTES + IV_BYTES) return undefined;
  return { open: (content) => decrypt(content, opened.subarray(0, KEY_BYTES), opened.subarray(KEY_BYTES)) };
}

function unwrap(wrapped: Buffer, key: KeyObject): Buffer | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped);
  } catch {
    return undefined;
  }
}

function decrypt(content: Uint8Array, key: Buffer, iv: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  try {
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch {
    return undefined;
  }
}
