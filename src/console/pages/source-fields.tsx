import type { SourceSettings } from '../../domain/connector.js';
import { Choices, Field, TextField } from '../parts/fields.js';
import type { Form } from '../form.js';
import type { Strings } from '../strings/index.js';

/** A login to TeleMessage as it stands in a form; all are texts, as they were typed. */
export interface TypedSource {
  type: SourceSettings['type'];
  product: string;
  url: string;
  host: string;
  port: string;
  directory: string;
  hostKey: string;
  username: string;
  secretKind: 'password' | 'privateKey';
}

export type Faults = Readonly<Record<string, string>>;

export function typedSource(source: SourceSettings | undefined): TypedSource {
  const typed: TypedSource = {
    type: 'telemessage',
    product: 'whatsapp-phone-archiver',
    url: '',
    host: '',
    port: '22',
    directory: '/',
    hostKey: '',
    username: '',
    secretKind: 'password',
  };
  if (source === undefined) return typed;
  if (source.type === 'telemessage') return { ...typed, ...source };
  const secretKind = source.privateKeySecret === undefined ? 'password' : 'privateKey';
  return { ...typed, ...source, port: String(source.port), secretKind };
}

/** What was typed into the fields below. */
export function readTypedSource(form: Form): TypedSource {
  return {
    type: form.text('type') === 'telemessage-sftp' ? 'telemessage-sftp' : 'telemessage',
    product: form.text('product'),
    url: form.text('url'),
    host: form.text('host'),
    port: form.text('port'),
    directory: form.text('directory'),
    hostKey: form.text('hostKey'),
    username: form.text('username'),
    secretKind: form.text('secretKind') === 'privateKey' ? 'privateKey' : 'password',
  };
}

/** The `source` of a connector file, unchecked; `secret` is the name under which the login's secret is kept. Pure. */
export function sourceOf(typed: TypedSource, secret: string): Record<string, unknown> {
  const { type, product, username } = typed;
  const common = { type, product, username };
  if (type === 'telemessage') return { ...common, url: typed.url, passwordSecret: secret };
  const { host, port, directory, hostKey, secretKind } = typed;
  const login = secretKind === 'password' ? { passwordSecret: secret } : { privateKeySecret: secret };
  return { ...common, host, port: Number(port), directory, hostKey, ...login };
}

interface FieldsProps {
  typed: TypedSource;
  faults: Faults;
  strings: Strings;
}

export function SiteFields({ typed, faults, strings: { login } }: FieldsProps) {
  return (
    <fieldset class="fields only-site">
      <legend>{login.siteTitle}</legend>
      <Field
        name="url"
        type="url"
        label={login.url}
        hint={login.urlHint}
        value={typed.url}
        fault={faults['url']}
      />
    </fieldset>
  );
}

export function SftpFields({ typed, faults, strings: { login } }: FieldsProps) {
  const secretKinds = (['password', 'privateKey'] as const).map((value) => ({
    value,
    label: login.secretKinds[value],
  }));
  return (
    <fieldset class="fields only-sftp">
      <legend>{login.sftpTitle}</legend>
      <Field name="host" label={login.host} value={typed.host} fault={faults['host']} />
      <Field name="port" type="number" label={login.port} value={typed.port} fault={faults['port']} />
      <Field
        name="directory"
        label={login.directory}
        hint={login.directoryHint}
        value={typed.directory}
        fault={faults['directory']}
      />
      <Field
        name="hostKey"
        label={login.hostKey}
        hint={login.hostKeyHint}
        value={typed.hostKey}
        fault={faults['hostKey']}
      />
      <Choices name="secretKind" legend={login.secretIs} options={secretKinds} chosen={typed.secretKind} />
    </fieldset>
  );
}

/** Who logs in. */
export function UserField({ typed, faults, strings: { login } }: FieldsProps) {
  return (
    <Field
      name="username"
      label={login.username}
      hint={login.usernameHint}
      value={typed.username}
      fault={faults['username']}
      autocomplete="off"
    />
  );
}

interface SecretProps {
  label: string;
  hint: string | undefined;
  faults: Faults;
}

/** What was typed into this and the next is never sent back to the browser. */
export function PasswordField({ label, hint, faults }: SecretProps) {
  return (
    <div class="only-password">
      <Field
        name="password"
        type="password"
        label={label}
        hint={hint}
        fault={faults['password']}
        autocomplete="new-password"
      />
    </div>
  );
}

/** Shown where ZIP files come: only they hold bodies that are encrypted. */
export function DecryptionKeyField({ label, hint, faults }: SecretProps) {
  return (
    <div class="only-sftp">
      <TextField name="decryptionKey" label={label} hint={hint} fault={faults['decryptionKey']} />
    </div>
  );
}

export function KeyField({ label, hint, faults }: SecretProps) {
  return (
    <div class="only-key">
      <TextField name="privateKey" label={label} hint={hint} fault={faults['privateKey']} />
    </div>
  );
}
