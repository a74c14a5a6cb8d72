import { ArchiveError } from '../../domain/errors.js';
import type { MappingRules } from '../../domain/mapping.js';
import type { MappingRefusal } from '../../operations/mapping-refusal.js';
import { previewUpdate, updateConnector, type ConnectorChange } from '../../operations/update-connector.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { actorOf } from '../actor.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { orError } from '../or-error.js';
import { connectorOf } from './with-connector.js';
import { refusal } from '../refusal.js';
import { refusalLines } from '../refusal-lines.js';
import { conflictOf, type EditConflict } from './edit-conflict.js';
import { editedConnector, readTypedConnector, REMOVE_KEY, type TypedConnector } from './edit-form.js';
import { editForm, type Shown } from './edit-page.js';
import { openedValues, storedValues, typedFrom, valuesOf } from './edit-values.js';
import type { Faults } from './source-fields.js';
import { toConnector } from './to-connector.js';
import {
  decryptionFaults,
  keepsSecret,
  secretField,
  secretOf,
  typedDecryptionKey,
  typedSecret,
} from './source-secrets.js';

/** A connector's settings in one form. */
export async function editPage(c: ConsoleContext): Promise<Response> {
  const record = await connectorOf(c);
  return record ? await editForm(c, record) : await refusal(c, 'notFound');
}

/** Saves them, unless somebody else has meanwhile, or it would change whose mailbox gets mail and nobody has said yes to that. */
export async function postEdit(c: ConsoleContext): Promise<Response> {
  const known = await connectorOf(c);
  if (known === undefined) return await refusal(c, 'notFound');
  const form = await Form.of(c);
  const typed = readTypedConnector(form, known.connector);
  const again = async (shown: Shown) =>
    await editForm(c, known, { ...lostSecret(c, form, typed), typed, ...shown });
  const conflict = conflictIn(form, typed, known);
  if (conflict) return await again({ conflict, ...formOf(conflict, form, known) });
  const { change, faults } = changeOf(c, { form, typed, known });
  if (change === undefined) return await again({ faults });
  const previewed = mappingKey(known, change.connector.mapping);
  const { error, judgement } = await decide(c, change);
  if (error) return await again({ error, ...(judgement && { preview: { judgement } }) });
  const isConfirmed = form.isChecked('confirmMapping') && form.text('previewed') === previewed;
  if (judgement && !isConfirmed) return await again({ preview: { judgement, confirms: previewed } });
  const updated = await orError(updateConnector(c.var.console.means, actorOf(c), change));
  const failed = updated instanceof ArchiveError ? updated : updated.refusal && refused(updated.refusal);
  if (failed) return await again({ error: failed });
  // Others may have the same login: the page that follows names them.
  return toConnector(c, known.connector.id, change.password ? 'password' : 'saved');
}

/** What somebody else has saved since the form was opened, unless whoever sends it has seen that and says so. */
function conflictIn(form: Form, typed: TypedConnector, known: ConnectorRecord): EditConflict | undefined {
  const basedOn = form.isChecked('overwrite') ? form.text('seen') : form.text('etag');
  if (basedOn === known.etag) return undefined;
  const stored = storedValues(known);
  const conflict = conflictOf({ opened: openedValues(form), stored, typed: valuesOf(typed) });
  // What they changed has been shown, and was typed into the form again: nothing is left to overwrite.
  return conflict?.collides === false && form.text('seen') === known.etag ? undefined : conflict;
}

/** Where nothing collides the form holds what both have changed; else it is not saved before somebody has said so. */
function formOf(conflict: EditConflict, form: Form, known: ConnectorRecord): Shown {
  const typed = typedFrom(conflict.merged, known);
  if (!conflict.collides) return { typed };
  return { typed, basis: { etag: form.text('etag'), opened: form.text('opened') } };
}

interface Sent {
  form: Form;
  typed: TypedConnector;
  known: ConnectorRecord;
}

function changeOf(
  c: ConsoleContext,
  { form, typed, known }: Sent,
): { change?: ConnectorChange; faults: Faults } {
  const { strings } = c.var;
  const [secret, key] = [typedSecret(form, typed.source), typedDecryptionKey(form, typed.source)];
  const edited = editedConnector(known.connector, { ...typed, hasNewKey: key !== undefined }, strings);
  const isMissing = secret === undefined && !keepsSecret(known.connector.source, typed.source);
  const faults: Faults = {
    ...(isMissing && { [secretField(typed.source)]: strings.login.missing }),
    ...decryptionFaults(key, strings),
    ...(typed.removesKey && key !== undefined && { [REMOVE_KEY]: strings.edit.removeOrReplace }),
    ...('faults' in edited && edited.faults),
  };
  if (!('connector' in edited) || Object.keys(faults).length > 0) return { faults };
  const secrets = { password: secretOf(secret), decryptionKey: secretOf(key) };
  return { change: { known, connector: edited.connector, csv: null, ...secrets, choices: {} }, faults };
}

/** What the change does to the mapping, where it does something; with an error where it is not allowed. */
async function decide(c: ConsoleContext, change: ConnectorChange) {
  const decision = await orError(previewUpdate(c.var.console.means, change));
  if (decision instanceof ArchiveError) return { error: decision };
  if (!decision.refusal) return { judgement: decision.judgement };
  return { error: refused(decision.refusal), judgement: decision.refusal.judgement };
}

/** Rules by which rows of the installed file can no longer be used. */
function refused(stopped: MappingRefusal): ArchiveError {
  return new ArchiveError('InvalidArgument', refusalLines(stopped), {
    nextStep:
      'Give other rules, or first install a file that fits them on the page People; nothing was changed.',
  });
}

/** Which change of the mapping somebody has seen: of which version, and to which rules. */
function mappingKey({ mapping }: ConnectorRecord, rules: MappingRules): string {
  return JSON.stringify([mapping.version, rules]);
}

/** A form that is shown again has its secrets no more: without a word somebody would think them saved. */
function lostSecret(c: ConsoleContext, form: Form, { source }: TypedConnector): Pick<Shown, 'lost'> {
  const { typeAgain } = c.var.strings.edit;
  const lost = {
    ...(typedSecret(form, source) && { [secretField(source)]: typeAgain }),
    ...(typedDecryptionKey(form, source) && { decryptionKey: typeAgain }),
  };
  return { lost };
}
