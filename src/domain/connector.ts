import type { MappingRules } from './mapping.js';

/** What Exchange Online takes unless the tenant's administrator has raised it. */
export const DEFAULT_MAX_MAIL_BYTES = 36_700_160;

/** A connector as it is stored: the connector file with its defaults filled in. */
export interface Connector {
  id: string;
  displayName: string;
  source: SourceSettings;
  schedule: { cron: string; timezone: string; start: string; lookbackHours: number };
  mapping: MappingRules;
  target: {
    folder: string;
    itemClass: string;
    /** Of each attachment, and of the item's own text. */
    maxItemBytes: number;
    /** Of the whole mail, body and attachments; default DEFAULT_MAX_MAIL_BYTES. */
    maxMailBytes?: number;
    /** IANA name; the mailbox copies show times in it beside UTC. */
    timezone?: string;
  };
  /** `version` and `language` (ISO 639) say which text, where the product itself showed one. */
  termsAccepted: { by: string; at: string; version?: string; language?: string };
}

/** What a run or connector archives: an account's items of one product. */
interface Archiving {
  account: string;
  connector: { source: Pick<SourceSettings, 'product'> };
}

/** False where a connector was deleted and its id was given to one of another account or product. Pure. */
export function archivesTheSame(one: Archiving, other: Archiving): boolean {
  return one.account === other.account && one.connector.source.product === other.connector.source.product;
}

export type SourceSettings = TeleMessageSource | TeleMessageSftpSource;

/** The TeleMessage archive site, see docs for the assumed contract. */
export interface TeleMessageSource {
  type: 'telemessage';
  product: 'whatsapp-phone-archiver' | 'whatsapp-cloud-archiver';
  url: string;
  username: string;
  /** Name of the secret, never the password. */
  passwordSecret: string;
}

/** ZIP files of EML that TeleMessage puts on an SFTP server, see docs for the assumed format. */
export interface TeleMessageSftpSource {
  type: 'telemessage-sftp';
  product: 'whatsapp-phone-archiver' | 'whatsapp-cloud-archiver';
  host: string;
  port: number;
  username: string;
  /** Name of the secret with the password; exactly one of this and `privateKeySecret` is there. */
  passwordSecret?: string;
  /** Name of the secret with the private key. */
  privateKeySecret?: string;
  /** The server's key as `ssh-keygen -l` prints it: `SHA256:` and 43 characters of base64. */
  hostKey: string;
  /** Id of the account; default: user, server key and directory. Keeps its items known where one of these changes. */
  account?: string;
  /** Where the ZIP files lie; absolute. */
  directory: string;
  /** Name of the secret with the private key (PEM) for encrypted bodies. */
  decryptionKeySecret?: string;
}
