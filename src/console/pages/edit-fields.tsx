import { Check, Field } from '../parts/fields.js';
import type { Strings } from '../strings/index.js';
import { REMOVE_KEY, type TypedConnector } from './edit-form.js';
import { AutomaticField, CatchAllField, CountryField } from './rules-fields.js';
import { FolderField, FurtherFields, TimeFields } from './schedule-fields.js';
import {
  DecryptionKeyField,
  KeyField,
  PasswordField,
  SftpFields,
  SiteFields,
  UserField,
  type Faults,
} from './source-fields.js';

interface EditProps {
  connectorId: string;
  /** Whether there is a key for encrypted messages that could be removed. */
  hasKey: boolean;
  typed: TypedConnector;
  faults: Faults;
  strings: Strings;
}

/** All that can be edited, in the order of the wizard. */
export function EditFields(props: EditProps) {
  return (
    <>
      <GeneralFields {...props} />
      <SourceFields {...props} />
      <MappingFields {...props} />
      <TargetFields {...props} />
    </>
  );
}

function GeneralFields({ typed, faults, strings }: EditProps) {
  return (
    <fieldset class="fields">
      <legend>{strings.edit.generalTitle}</legend>
      <Field
        name="displayName"
        label={strings.schedule.displayName}
        value={typed.displayName}
        fault={faults['displayName']}
      />
      <TimeFields typed={typed.schedule} faults={faults} strings={strings} />
      <FurtherFields typed={typed.schedule} faults={faults} strings={strings} />
    </fieldset>
  );
}

function SourceFields({ typed: { source, removesKey }, hasKey, faults, strings }: EditProps) {
  const { edit, login } = strings;
  const hint = edit.passwordHint;
  const isSite = source.type === 'telemessage';
  const Place = isSite ? SiteFields : SftpFields;
  return (
    <fieldset class="fields">
      <legend>{edit.sourceTitle}</legend>
      <p class="quiet">{edit.sourceHint}</p>
      <Place typed={source} faults={faults} strings={strings} />
      <UserField typed={source} faults={faults} strings={strings} />
      <PasswordField label={edit.newPassword} hint={hint} faults={faults} />
      {!isSite && <KeyField label={edit.newPrivateKey} hint={hint} faults={faults} />}
      {!isSite && (
        <DecryptionKeyField
          label={edit.newDecryptionKey}
          hint={`${login.decryptionKeyHint} ${hint}`}
          faults={faults}
        />
      )}
      {hasKey && (
        <Check
          name={REMOVE_KEY}
          label={edit.removeDecryptionKey}
          hint={edit.removeDecryptionKeyHint}
          fault={faults[REMOVE_KEY]}
          checked={removesKey}
        />
      )}
    </fieldset>
  );
}

function MappingFields({ connectorId, typed, faults, strings }: EditProps) {
  const { edit } = strings;
  const props = { rules: typed.mapping, faults, strings };
  return (
    <fieldset class="fields">
      <legend>{edit.mappingTitle}</legend>
      <AutomaticField rules={typed.mapping} strings={strings} />
      <CountryField {...props} />
      <CatchAllField {...props} />
      <p class="quiet">
        {edit.mappingHint} <a href={`/connectors/${connectorId}/people`}>{edit.people}</a>
      </p>
    </fieldset>
  );
}

function TargetFields({ typed: { target }, faults, strings }: EditProps) {
  const { edit } = strings;
  return (
    <fieldset class="fields">
      <legend>{edit.targetTitle}</legend>
      <FolderField folder={target.folder} faults={faults} strings={strings} />
      <Field
        name="itemClass"
        label={edit.itemClass}
        value={target.itemClass}
        fault={faults['target.itemClass']}
      />
      <Field
        name="maxItemBytes"
        type="number"
        label={edit.maxItemBytes}
        value={target.maxItemBytes}
        fault={faults['target.maxItemBytes']}
      />
      <Field
        name="maxMailBytes"
        type="number"
        label={edit.maxMailBytes}
        value={target.maxMailBytes}
        fault={faults['target.maxMailBytes']}
      />
      <Field
        name="targetTimezone"
        label={edit.targetTimezone}
        hint={edit.targetTimezoneHint}
        value={target.timezone}
        fault={faults['target.timezone']}
        list="timezones"
      />
    </fieldset>
  );
}
