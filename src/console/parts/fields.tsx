import type { Child } from 'hono/jsx';

interface Described {
  name: string;
  label: string;
  hint?: string | undefined;
  /** What is wrong with what was typed. */
  fault?: string | undefined;
}

interface FieldProps extends Described {
  value?: string | number | undefined;
  type?: 'text' | 'password' | 'url' | 'email' | 'number' | 'date' | 'time' | 'file';
  required?: boolean;
  autocomplete?: string;
  min?: string | number;
  max?: string | number;
  accept?: string;
  /** Id of a list of suggestions. */
  list?: string;
}

/** A line to type in, with its label, and what is wrong with it said beside it. */
export function Field({ name, label, hint, fault, type = 'text', ...input }: FieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && <Hint name={name}>{hint}</Hint>}
      <input id={name} name={name} type={type} {...described({ name, hint, fault })} {...input} />
      {fault && <Fault name={name}>{fault}</Fault>}
    </div>
  );
}

/** Several lines, such as a private key. */
export function TextField({ name, label, hint, fault, rows = 5 }: Described & { rows?: number }) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && <Hint name={name}>{hint}</Hint>}
      <textarea
        id={name}
        name={name}
        rows={rows}
        autocomplete="off"
        spellcheck={false}
        {...described({ name, hint, fault })}
      />
      {fault && <Fault name={name}>{fault}</Fault>}
    </div>
  );
}

interface CheckProps extends Described {
  checked: boolean;
  required?: boolean;
}

export function Check({ name, label, hint, fault, checked, required }: CheckProps) {
  return (
    <div class="field check">
      <input
        type="checkbox"
        id={name}
        name={name}
        value="on"
        checked={checked}
        required={required}
        {...described({ name, hint, fault })}
      />
      <div>
        <label for={name}>{label}</label>
        {hint && <Hint name={name}>{hint}</Hint>}
        {fault && <Fault name={name}>{fault}</Fault>}
      </div>
    </div>
  );
}

export interface ChoiceOption {
  value: string;
  label: string;
  hint?: string;
}

/** One of a few, each of them seen. */
export function Choices({
  name,
  legend,
  options,
  chosen,
}: {
  name: string;
  legend: string;
  options: readonly ChoiceOption[];
  chosen: string;
}) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <div class="field check">
          <input
            type="radio"
            id={`${name}-${value}`}
            name={name}
            value={value}
            checked={value === chosen}
            {...described({ name: `${name}-${value}`, hint })}
          />
          <div>
            <label for={`${name}-${value}`}>{label}</label>
            {hint && <Hint name={`${name}-${value}`}>{hint}</Hint>}
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function Hint({ name, children }: { name: string; children: Child }) {
  return (
    <div class="hint" id={`${name}-hint`}>
      {children}
    </div>
  );
}

function Fault({ name, children }: { name: string; children: Child }) {
  return (
    <div class="fault" id={`${name}-fault`}>
      {children}
    </div>
  );
}

function described({ name, hint, fault }: Pick<Described, 'name' | 'hint' | 'fault'>) {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(fault ? [`${name}-fault`] : [])];
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(fault && { 'aria-invalid': 'true' as const }),
  };
}
