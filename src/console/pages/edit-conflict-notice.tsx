import { Check } from '../parts/fields.js';
import type { Strings } from '../strings/index.js';
import { isCollision, type ChangedField, type EditConflict } from './edit-conflict.js';
import { labelOf, shownValue } from './edit-values.js';

interface NoticeProps {
  conflict: EditConflict;
  connectorId: string;
  strings: Strings;
}

/** What somebody else has saved meanwhile, field by field, and what of it stands in the form. */
export function ConflictNotice({ conflict, connectorId, strings }: NoticeProps) {
  const { edit } = strings;
  return (
    <div class="notice warn" role="alert">
      <h2>{edit.conflictTitle}</h2>
      <p>{conflict.collides ? edit.conflictCollides : edit.conflictTaken}</p>
      <Fields changed={conflict.changed} strings={strings} />
      <p>
        <a href={`/connectors/${connectorId}/edit`}>{edit.reopen}</a>
      </p>
    </div>
  );
}

function Fields({ changed, strings }: { changed: readonly ChangedField[]; strings: Strings }) {
  const { edit } = strings;
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={edit.conflictTitle}>
      <table class="cards-when-narrow">
        <thead>
          <tr>
            <th scope="col">{edit.field}</th>
            <th scope="col">{edit.whenOpened}</th>
            <th scope="col">{edit.storedNow}</th>
            <th scope="col">{edit.inForm}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((field) => (
            <tr>
              <th scope="row">{labelOf(field.name, strings)}</th>
              <td data-label={edit.whenOpened}>{shownValue(field.name, field.opened, strings)}</td>
              <td data-label={edit.storedNow}>{shownValue(field.name, field.stored, strings)}</td>
              <td data-label={edit.inForm}>
                <Here field={field} strings={strings} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Here({ field, strings }: { field: ChangedField; strings: Strings }) {
  if (field.here === undefined) return null;
  const value = shownValue(field.name, field.here, strings);
  if (!isCollision(field)) return <>{value}</>;
  return (
    <>
      <strong>{value}</strong> <small>{strings.edit.yours}</small>
    </>
  );
}

/** Without it the form is held against what was stored when it was opened, and does not go through. */
export function Overwrite({ strings: { edit } }: { strings: Strings }) {
  return (
    <div class="card">
      <Check name="overwrite" label={edit.overwrite} hint={edit.overwriteHint} checked={false} required />
    </div>
  );
}
