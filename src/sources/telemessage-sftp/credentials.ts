import type { TeleMessageSftpSource } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import type { Refusals, Secrets } from '../secrets.js';

/** What a login is made with: exactly one of the two. */
export interface Login {
  password?: string;
  privateKey?: string;
  version: string;
}

/** The password or key of a connector, and the memory of its refusals: accounts lock after few tries. */
export class Credentials {
  readonly #settings: TeleMessageSftpSource;
  readonly #secrets: Secrets;
  readonly #refusals: Refusals;
  #unrecorded: string | undefined;

  constructor(settings: TeleMessageSftpSource, secrets: Secrets, refusals: Refusals) {
    this.#settings = settings;
    this.#secrets = secrets;
    this.#refusals = refusals;
  }

  /** Rejects with SourceRefusedLogin where what the secret now holds was refused before. */
  async read(): Promise<Login> {
    const { value, version } = await this.#secrets.read(this.#name);
    await this.#record(this.#unrecorded);
    if ((await this.#refusals.refusedVersion()) === version) {
      throw new ArchiveError('SourceRefusedLogin', `What the secret ${this.#name} holds was refused before.`);
    }
    const isPassword = this.#settings.passwordSecret !== undefined;
    return { version, ...(isPassword ? { password: value.reveal() } : { privateKey: value.reveal() }) };
  }

  /** Remembers the refusal; resolves to the error that says so. */
  async refused({ version }: Login, how: string): Promise<ArchiveError> {
    await this.#record(version);
    return new ArchiveError('SourceRefusedLogin', `The SFTP server refused the login (${how}).`);
  }

  /** Nothing was sent: the secret can be tried again as soon as it is mended. */
  unusable(): ArchiveError {
    return new ArchiveError(
      'SecretInvalid',
      `The secret ${this.#name} holds no private key without a passphrase.`,
    );
  }

  /** Kept until storage has it: where that fails, the next try must record it before it may log in. */
  async #record(version: string | undefined): Promise<void> {
    if (version === undefined) return;
    this.#unrecorded = version;
    await this.#refusals.refuse(version);
    this.#unrecorded = undefined;
  }

  get #name(): string {
    return this.#settings.passwordSecret ?? this.#settings.privateKeySecret ?? '';
  }
}
