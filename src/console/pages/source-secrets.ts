import type { SourceSettings } from '../../domain/connector.js';
import { Secret } from '../../secret.js';
import { decryptionSecret, decryptionSecretBeside } from '../../sources/open-source.js';
import { decryptionKey } from '../../sources/telemessage-sftp/private-key.js';
import type { Form } from '../form.js';
import type { Strings } from '../strings/index.js';
import { typedSource, type Faults, type TypedSource } from './source-fields.js';

const SITE_PLACE = ['url'] as const;
const SFTP_PLACE = ['host', 'port', 'hostKey', 'secretKind'] as const;

/** The field that the secret of this login is typed into. Pure. */
export function secretField({ type, secretKind }: TypedSource): 'password' | 'privateKey' {
  return type === 'telemessage-sftp' ? secretKind : 'password';
}

/** The password or key just typed; undefined where there is none. A key needs the newline at its end. */
export function typedSecret(form: Form, typed: TypedSource): string | undefined {
  if (secretField(typed) === 'privateKey') return typedKey(form, 'privateKey');
  const text = form.secret('password');
  return text.trim() === '' ? undefined : text;
}

/** The key for encrypted bodies just typed; undefined where there is none, or no ZIP files come. */
export function typedDecryptionKey(form: Form, { type }: TypedSource): string | undefined {
  return type === 'telemessage-sftp' ? typedKey(form, 'decryptionKey') : undefined;
}

function typedKey(form: Form, name: string): string | undefined {
  const text = form.text(name).replaceAll('\r\n', '\n');
  return text === '' ? undefined : `${text}\n`;
}

/** What is wrong with a key for encrypted bodies; nothing where none was typed. */
export function decryptionFaults(key: string | undefined, { login }: Strings): Faults {
  return key === undefined || decryptionKey(key) ? {} : { decryptionKey: login.decryptionKeyFault };
}

/**
 * Whether the stored secret may be used for a login that was typed: only where it goes to the same place for the same
 * user, for else whoever edits an address could have a password that they do not know sent to a host of their own. Pure.
 */
export function keepsSecret(known: SourceSettings | undefined, typed: TypedSource): boolean {
  if (known === undefined) return false;
  const before = typedSource(known);
  const names = ['type', 'username', ...(typed.type === 'telemessage' ? SITE_PLACE : SFTP_PLACE)] as const;
  return names.every((name) => before[name] === typed[name]);
}

interface KeyChange {
  login: string;
  known: SourceSettings | undefined;
  isGiven: boolean;
  isRemoved?: boolean;
}

/**
 * The `source` of a connector file with the name of the key for encrypted bodies, where there is one: just given, or in
 * the store already and to stay. `login` is the name of the login's secret. Pure.
 */
export function withDecryption(
  source: Record<string, unknown>,
  { login, known, isGiven, isRemoved = false }: KeyChange,
): Record<string, unknown> {
  const kept = isRemoved ? undefined : known && decryptionSecret(known);
  const name = kept ?? (isGiven ? decryptionSecretBeside(login) : undefined);
  if (source['type'] !== 'telemessage-sftp' || name === undefined) return source;
  return { ...source, decryptionKeySecret: name };
}

export function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text);
}
