import type { Connector } from '../../domain/connector.js';
import type { ArchiveError } from '../../domain/errors.js';
import { decryptionSecret } from '../../sources/open-source.js';
import type { ConnectorRecord } from '../../storage/connectors.js';
import type { ConsoleContext } from '../environment.js';
import { ErrorNotice } from '../parts/error-notice.js';
import { page } from '../parts/page.js';
import type { EditConflict } from './edit-conflict.js';
import { ConflictNotice, Overwrite } from './edit-conflict-notice.js';
import { EditFields } from './edit-fields.js';
import { typedConnector, type TypedConnector } from './edit-form.js';
import { ConfirmMapping, EditedMapping, type MappingToConfirm } from './edit-mapping.js';
import { storedValues } from './edit-values.js';
import type { Faults } from './source-fields.js';

/** What the form was filled in against: the record's etag, and what stood in it then, as JSON. */
export interface Basis {
  etag: string;
  opened: string;
}

/** What the form is shown with, where it answers one that was sent. */
export interface Shown {
  typed?: TypedConnector;
  faults?: Faults;
  /** Secrets that were typed, by their fields: they are not in the form any more. */
  lost?: Faults;
  error?: ArchiveError;
  conflict?: EditConflict;
  preview?: MappingToConfirm;
  /** Where it stays what it was: what is stored now has not been accepted. */
  basis?: Basis;
}

/** The form, and above it what keeps it from being saved. */
export async function editForm(
  c: ConsoleContext,
  known: ConnectorRecord,
  shown: Shown = {},
): Promise<Response> {
  const { connector } = known;
  const { strings } = c.var;
  const { edit, common } = strings;
  const { typed = typedConnector(connector), faults = {}, lost, conflict, preview } = shown;
  if (Object.keys(shown).length > 0) c.status(422);
  return await page(c, {
    title: edit.title(connector.displayName),
    lead: edit.lead,
    content: (
      <>
        <Obstacles shown={shown} known={known} c={c} />
        <form method="post" class="fields source" autocomplete="off">
          <BasedOn known={known} basis={shown.basis} />
          {conflict?.collides && <Overwrite strings={strings} />}
          {preview?.confirms && <ConfirmMapping confirms={preview.confirms} strings={strings} />}
          <EditFields
            connectorId={connector.id}
            hasKey={decryptionSecret(connector.source) !== undefined}
            typed={typed}
            faults={{ ...lost, ...faults }}
            strings={strings}
          />
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

/** What cannot be changed at all, else what somebody has to look at first. */
function Obstacles({ shown, known, c }: { shown: Shown; known: ConnectorRecord; c: ConsoleContext }) {
  const { strings } = c.var;
  const { faults = {}, error, conflict, preview } = shown;
  const { connector, account } = known;
  return (
    <>
      {Object.keys(faults).length > 0 && (
        <p class="notice bad" role="alert">
          {strings.wizard.correct}
        </p>
      )}
      {error && <ErrorNotice error={error} strings={strings} />}
      {conflict && <ConflictNotice conflict={conflict} connectorId={connector.id} strings={strings} />}
      {preview && <EditedMapping preview={preview} strings={strings} />}
      {!conflict && !preview && <Fixed connector={connector} account={account} c={c} />}
    </>
  );
}

function BasedOn({ known, basis }: { known: ConnectorRecord; basis: Basis | undefined }) {
  const { etag, opened } = basis ?? { etag: known.etag, opened: JSON.stringify(storedValues(known)) };
  return (
    <>
      <input type="hidden" name="etag" value={etag} />
      <input type="hidden" name="opened" value={opened} />
      <input type="hidden" name="seen" value={known.etag} />
    </>
  );
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
