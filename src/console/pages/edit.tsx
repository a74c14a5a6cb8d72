import type { Connector } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import { updateConnector } from '../../operations/update-connector.js';
import { Secret } from '../../secret.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import { actorOf } from '../actor.js';
import type { ConsoleContext } from '../environment.js';
import { Form } from '../form.js';
import { ErrorNotice, orError } from '../parts/error-notice.js';
import { page } from '../parts/page.js';
import { refusal } from '../refusal.js';
import { editedConnector, readTypedConnector, typedConnector, type TypedConnector } from './edit-form.js';
import { EditFields } from './edit-fields.js';
import { keepsSecret, secretField, typedSecret, type Faults } from './source-fields.js';

interface Shown {
  typed?: TypedConnector;
  faults?: Faults;
  error?: ArchiveError;
}

/** A connector's settings in one form. */
export async function editPage(c: ConsoleContext): Promise<Response> {
  const record = await recordOf(c);
  return record ? await formPage(c, record) : await refusal(c, 'notFound');
}

export async function postEdit(c: ConsoleContext): Promise<Response> {
  const { strings, console } = c.var;
  const known = await recordOf(c);
  if (known === undefined) return await refusal(c, 'notFound');
  const form = await Form.of(c);
  const typed = readTypedConnector(form, known.connector);
  if (form.text('etag') !== known.etag) {
    const error = new ArchiveError('InvalidArgument', strings.edit.changedMeanwhile);
    return await formPage(c, known, { typed, error });
  }
  const edited = editedConnector(known.connector, typed, strings);
  const secret = typedSecret(form, typed.source);
  const isMissing = secret === undefined && !keepsSecret(known.connector.source, typed.source);
  const faults: Faults = {
    ...(isMissing && { [secretField(typed.source)]: strings.login.missing }),
    ...('faults' in edited && edited.faults),
  };
  if (!('connector' in edited) || isMissing) return await formPage(c, known, { typed, faults });
  const password = secret === undefined ? undefined : new Secret(secret);
  const change = { known, connector: edited.connector, csv: null, password, choices: {} };
  const updated = await orError(updateConnector(console.means, actorOf(c), change));
  const error = updated instanceof ArchiveError ? updated : refused(updated.refusal?.message);
  if (error) return await formPage(c, known, { typed, error });
  return c.redirect(`/connectors/${known.connector.id}`, 303);
}

/** Rules by which rows of the installed file can no longer be used. */
function refused(message: string | undefined): ArchiveError | undefined {
  return message === undefined ? undefined : new ArchiveError('InvalidArgument', message);
}

async function recordOf(c: ConsoleContext): Promise<ConnectorRecord | undefined> {
  const records = await c.var.console.means.connectors.list();
  return records.find(({ connector }) => connector.id === c.req.param('id'));
}

async function formPage(
  c: ConsoleContext,
  { connector, account, etag }: ConnectorRecord,
  { typed = typedConnector(connector), faults = {}, error }: Shown = {},
): Promise<Response> {
  const { strings } = c.var;
  const { edit, common, wizard } = strings;
  const hasFaults = Object.keys(faults).length > 0;
  if (hasFaults || error) c.status(422);
  return await page(c, {
    title: edit.title(connector.displayName),
    lead: edit.lead,
    content: (
      <>
        {hasFaults && (
          <p class="notice bad" role="alert">
            {wizard.correct}
          </p>
        )}
        {error && <ErrorNotice error={error} strings={strings} />}
        <Fixed connector={connector} account={account} c={c} />
        <form method="post" class="fields source" autocomplete="off">
          <input type="hidden" name="etag" value={etag} />
          <EditFields connectorId={connector.id} typed={typed} faults={faults} strings={strings} />
          <div class="actions">
            <button class="main">{common.save}</button>
            <a class="button" href={`/connectors/${connector.id}`}>
              {common.cancel}
            </a>
          </div>
        </form>
      </>
    ),
  });
}

function Fixed({ connector, account, c }: { connector: Connector; account: string; c: ConsoleContext }) {
  const { edit, login } = c.var.strings;
  return (
    <section class="card">
      <h2>{edit.fixedTitle}</h2>
      <dl class="facts">
        <dt>{edit.id}</dt>
        <dd>
          <code>{connector.id}</code>
        </dd>
        <dt>{edit.product}</dt>
        <dd>{login.products[connector.source.product]}</dd>
        <dt>{edit.account}</dt>
        <dd>
          <code>{account}</code>
        </dd>
        <dt>{edit.start}</dt>
        <dd>{connector.schedule.start.slice(0, 10)}</dd>
      </dl>
      <p class="quiet">{edit.fixedHint}</p>
    </section>
  );
}
