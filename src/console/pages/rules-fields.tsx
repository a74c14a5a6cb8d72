import type { MappingRules } from '../../domain/mapping.js';
import type { Form } from '../form.js';
import { Check, Field } from '../parts/fields.js';
import type { Strings } from '../strings/index.js';
import type { Faults } from './source-fields.js';

/** The rules of a mapping as they were typed; an empty one is left out. */
export function readRules(form: Form): MappingRules {
  const [country, catchAll] = [form.text('defaultCountry').toUpperCase(), form.text('catchAllMailbox')];
  return {
    automatic: form.isChecked('automatic'),
    ...(country && { defaultCountry: country }),
    ...(catchAll && { catchAllMailbox: catchAll }),
  };
}

/** Our words for what is wrong with them, by the names of their fields. */
export function rulesWords({ userMapping }: Strings): Readonly<Record<string, string>> {
  return { defaultCountry: userMapping.countryFault, catchAllMailbox: userMapping.catchAllFault };
}

export function AutomaticField({ rules, strings }: { rules: MappingRules; strings: Strings }) {
  const { userMapping } = strings;
  return (
    <Check
      name="automatic"
      label={userMapping.automatic}
      hint={userMapping.automaticHint}
      checked={rules.automatic}
    />
  );
}

export function CountryField({ rules, faults, strings }: RuleProps) {
  return (
    <Field
      name="defaultCountry"
      label={strings.userMapping.country}
      hint={strings.userMapping.countryHint}
      value={rules.defaultCountry}
      fault={faults['defaultCountry']}
    />
  );
}

export function CatchAllField({ rules, faults, strings }: RuleProps) {
  return (
    <Field
      name="catchAllMailbox"
      type="email"
      label={strings.userMapping.catchAll}
      hint={strings.userMapping.catchAllHint}
      value={rules.catchAllMailbox}
      fault={faults['catchAllMailbox']}
    />
  );
}

interface RuleProps {
  rules: MappingRules;
  faults: Faults;
  strings: Strings;
}
