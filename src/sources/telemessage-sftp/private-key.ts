import { createPrivateKey, type KeyObject } from 'node:crypto';
import { ArchiveError } from '../../domain/errors.js';
import type { Secrets } from '../secrets.js';

/** A new key is used that long after its file was changed; reading a secret takes too long to do it for every EML. */
const KEPT_MS = 60_000;

/** A private RSA key in PEM, without a passphrase; undefined where the text is none. */
export function decryptionKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined; // what it says of the key may hold part of it
  }
}

/** The private key for encrypted EML files, if the connector names one. */
export class PrivateKey {
  readonly #name: string | undefined;
  readonly #secrets: Secrets;
  #kept: { key: Promise<KeyObject>; untilMs: number } | undefined;

  constructor(name: string | undefined, secrets: Secrets) {
    this.#name = name;
    this.#secrets = secrets;
  }

  /** Rejects with SecretMissing, or SecretInvalid where the secret holds no such key. */
  async read(): Promise<KeyObject | undefined> {
    if (this.#name === undefined) return undefined;
    if (!this.#kept || this.#kept.untilMs < Date.now())
      this.#kept = { key: this.#load(this.#name), untilMs: Date.now() + KEPT_MS };
    try {
      return await this.#kept.key;
    } catch (error) {
      this.#kept = undefined;
      throw error;
    }
  }

  async #load(name: string): Promise<KeyObject> {
    const { value } = await this.#secrets.read(name);
    const key = decryptionKey(value.reveal());
    if (key) return key;
    throw new ArchiveError(
      'SecretInvalid',
      `The secret ${name} holds no private RSA key in PEM, without a passphrase.`,
    );
  }
}
