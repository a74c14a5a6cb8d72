import { MAX_REASON_CHARACTERS } from '../../domain/one-line.js';
import type { Strings } from '../strings/index.js';
import { Field } from './fields.js';

interface ReasonFieldProps {
  hint: string;
  value?: string;
  strings: Strings;
}

/** Why somebody does what the form is for, in one line; the audit log keeps it. */
export function ReasonField({ hint, value = '', strings }: ReasonFieldProps) {
  return (
    <Field
      name="reason"
      label={strings.connector.reason}
      hint={hint}
      value={value}
      required
      maxlength={MAX_REASON_CHARACTERS}
    />
  );
}
