import { checkConnector } from '../../../connector-file.js';
import type { SourceSettings } from '../../../domain/connector.js';
import { ArchiveError } from '../../../domain/errors.js';
import { keepLogin } from '../../../operations/set-up.js';
import { draftSecret } from '../../../operations/set-up-secrets.js';
import type { Draft, StoredDraft } from '../../../storage/drafts.js';
import { actorOf } from '../../actor.js';
import type { ConsoleContext } from '../../environment.js';
import { Form } from '../../form.js';
import { orError } from '../../or-error.js';
import { Choices } from '../../parts/fields.js';
import type { Strings } from '../../strings/index.js';
import { faultsOf } from '../connector-faults.js';
import {
  DecryptionKeyField,
  KeyField,
  PasswordField,
  readTypedSource,
  SftpFields,
  SiteFields,
  sourceOf,
  typedSource,
  UserField,
  type Faults,
  type TypedSource,
} from '../source-fields.js';
import {
  decryptionFaults,
  keepsSecret,
  secretField,
  secretOf,
  typedDecryptionKey,
  typedSecret,
  withDecryption,
} from '../source-secrets.js';
import { StepButtons, stepPage } from './frame.js';
import { addressOf } from './steps.js';

interface Shown {
  typed?: TypedSource;
  faults?: Faults;
  error?: ArchiveError;
}

/** Login to TeleMessage; what was typed before stands there again, also of one that failed, but for the password. */
export async function loginStep(
  c: ConsoleContext,
  { value: draft }: StoredDraft,
  { typed = typedSource(draft.login?.source ?? draft.tried), faults = {}, error }: Shown = {},
): Promise<Response> {
  const { strings } = c.var;
  const { login } = strings;
  const kept = draft.login && login.kept;
  const hasKey = draft.login !== undefined && 'decryptionKeySecret' in draft.login.source;
  return await stepPage(c, {
    draft,
    step: 'login',
    lead: login.lead,
    error,
    hasFaults: Object.keys(faults).length > 0,
    content: (
      <form method="post" class="fields source" autocomplete="off">
        <Choices name="type" legend={login.type} options={typesOf(strings)} chosen={typed.type} />
        <Choices name="product" legend={login.product} options={productsOf(strings)} chosen={typed.product} />
        <SiteFields typed={typed} faults={faults} strings={strings} />
        <SftpFields typed={typed} faults={faults} strings={strings} />
        <UserField typed={typed} faults={faults} strings={strings} />
        <PasswordField label={login.password} hint={kept} faults={faults} />
        <KeyField label={login.privateKey} hint={`${login.privateKeyHint} ${kept ?? ''}`} faults={faults} />
        <DecryptionKeyField
          label={login.decryptionKey}
          hint={`${login.decryptionKeyHint} ${hasKey ? login.kept : ''}`}
          faults={faults}
        />
        <StepButtons draft={draft} step="login" strings={strings} submit={login.submit} />
      </form>
    ),
  });
}

export async function postLogin(c: ConsoleContext, draft: StoredDraft): Promise<Response> {
  const { strings, console } = c.var;
  const form = await Form.of(c);
  const typed = readTypedSource(form);
  const [secret, key] = [typedSecret(form, typed), typedDecryptionKey(form, typed)];
  const checked = checkedSource(typed, { draft: draft.value, isKeyGiven: key !== undefined }, strings);
  const faults = {
    ...checked.faults,
    ...missingSecret(typed, secret, draft.value, strings),
    ...decryptionFaults(key, strings),
  };
  if (!checked.source || Object.keys(faults).length > 0) return await loginStep(c, draft, { typed, faults });
  const secrets = { password: secretOf(secret), decryptionKey: secretOf(key) };
  const kept = await orError(
    keepLogin(console.means, actorOf(c), draft, { source: checked.source, secrets }),
  );
  if (kept instanceof ArchiveError) return await loginStep(c, draft, { typed, error: kept });
  return c.redirect(addressOf(draft.value, 'mapping'), 303);
}

function checkedSource(
  typed: TypedSource,
  { draft, isKeyGiven }: { draft: Draft; isKeyGiven: boolean },
  { login: { faults: words } }: Strings,
): { source?: SourceSettings; faults: Faults } {
  const termsAccepted = { by: draft.by, at: draft.startedAt };
  const login = draftSecret(draft);
  const key = { login, known: draft.login?.source, isGiven: isKeyGiven };
  const source = withDecryption(sourceOf(typed, login), key);
  const file = { id: 'draft', displayName: 'draft', source, termsAccepted };
  const checked = checkConnector(file, { now: new Date() });
  if ('connector' in checked) return { source: checked.connector.source, faults: {} };
  return { faults: faultsOf(checked.faults, words, 'source.') };
}

function missingSecret(
  typed: TypedSource,
  secret: string | undefined,
  { login }: Draft,
  strings: Strings,
): Faults {
  if (secret !== undefined || keepsSecret(login?.source, typed)) return {};
  return { [secretField(typed)]: strings.login.missing };
}

function typesOf({ login: { types, typeHints } }: Strings) {
  const kinds = ['telemessage', 'telemessage-sftp'] as const;
  return kinds.map((value) => ({ value, label: types[value], hint: typeHints[value] }));
}

function productsOf({ login: { products } }: Strings) {
  const names = ['whatsapp-phone-archiver', 'whatsapp-cloud-archiver'] as const;
  return names.map((value) => ({ value, label: products[value] }));
}
