import type { MappingRules } from '../../../domain/mapping.js';
import type { Draft } from '../../../storage/drafts.js';
import { Check, Field } from '../../parts/fields.js';
import type { Strings } from '../../strings/index.js';
import { AutomaticField, CatchAllField, CountryField } from '../rules-fields.js';
import type { Faults } from '../source-fields.js';
import { StepButtons } from './frame.js';

interface FieldsProps {
  draft: Draft;
  rules: MappingRules;
  faults: Faults;
  strings: Strings;
}

/** How people are mapped, as it was typed; a file that was chosen stays until it is taken out. */
export function MappingForm({ draft, rules, faults, strings }: FieldsProps) {
  const { userMapping } = strings;
  const { csv = null, skipBadRows = false } = draft.mapping ?? {};
  return (
    <form method="post" enctype="multipart/form-data" class="fields">
      <AutomaticField rules={rules} strings={strings} />
      {faults['automatic'] && <p class="notice bad">{faults['automatic']}</p>}
      <fieldset class="fields">
        <legend>{userMapping.csvTitle}</legend>
        {csv && <p>{userMapping.csvChosen(csv.fileName, csv.bytes.toLocaleString(strings.tag))}</p>}
        <Field
          name="csv"
          type="file"
          accept=".csv,text/csv"
          label={userMapping.csv}
          hint={userMapping.csvHint}
        />
        {csv && <Check name="removeCsv" label={userMapping.removeCsv} checked={false} />}
        <Check
          name="skipBadRows"
          label={userMapping.skipBadRows}
          hint={userMapping.skipBadRowsHint}
          checked={skipBadRows}
        />
        <CountryField rules={rules} faults={faults} strings={strings} />
      </fieldset>
      <CatchAllField rules={rules} faults={faults} strings={strings} />
      <StepButtons draft={draft} step="mapping" strings={strings}>
        <button name="action" value="check">
          {userMapping.check}
        </button>
      </StepButtons>
    </form>
  );
}
