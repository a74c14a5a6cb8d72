import type { SourceSettings } from '../domain/connector.js';
import type { Source } from './source.js';
import type { Refusals, Secrets } from './secrets.js';
import { openTeleMessageSftp } from './telemessage-sftp/telemessage-sftp-source.js';
import { openTeleMessage } from './telemessage/telemessage-source.js';

/** So that the name with its ending is still one of a secret. */
const MAX_LOGIN_CHARACTERS = 100;

/** The source of a connector. One object per connector and worker; `refusals` are the connector's. Connects on first use. */
export function openSource(settings: SourceSettings, secrets: Secrets, refusals: Refusals): Source {
  switch (settings.type) {
    case 'telemessage':
      return openTeleMessage(settings, secrets, refusals);
    case 'telemessage-sftp':
      return openTeleMessageSftp(settings, secrets, refusals);
  }
}

/** The secret that a login needs. */
export function loginSecret(settings: SourceSettings): string {
  if (settings.type === 'telemessage') return settings.passwordSecret;
  return settings.passwordSecret ?? settings.privateKeySecret ?? '';
}

/** The secret with the key for encrypted bodies; undefined where there is none. */
export function decryptionSecret(settings: SourceSettings): string | undefined {
  return settings.type === 'telemessage-sftp' ? settings.decryptionKeySecret : undefined;
}

/** Every secret that a source uses. */
export function secretNames(settings: SourceSettings): string[] {
  return [loginSecret(settings), decryptionSecret(settings)].filter((name) => name !== undefined);
}

/** What the key for encrypted bodies is called where nobody has named it: after the secret of the login. */
export function decryptionSecretBeside(login: string): string {
  return `${login.slice(0, MAX_LOGIN_CHARACTERS)}-decryption`;
}

/** Where the source is, for a message to an admin; the same however it was written (RFC 3986, 6.2.2 and 6.2.3). */
export function sourceAddress(settings: SourceSettings): string {
  if (settings.type === 'telemessage-sftp') return `sftp://${settings.host.toLowerCase()}:${settings.port}`;
  return new URL(settings.url).href.replace(/\/+$/, '');
}
