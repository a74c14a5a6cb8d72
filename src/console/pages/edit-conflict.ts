/** What stands in the fields of a form, by their names. */
export type FieldValues = Readonly<Record<string, string | undefined>>;

/** A field that somebody else has saved otherwise than it was when the form was opened. */
export interface ChangedField {
  name: string;
  opened: string | undefined;
  stored: string | undefined;
  /** What the form has now: theirs where nothing was typed, else what was typed. Absent for what is no field. */
  here: string | undefined;
}

export interface EditConflict {
  changed: ChangedField[];
  /** Of the whole form. */
  merged: FieldValues;
  /** Whether both changed the same field to something else: to save the form would undo what they did. */
  collides: boolean;
}

/**
 * A form that was sent, against what somebody else has stored since it was opened: what was not touched in it becomes
 * theirs, what was typed stays. Undefined where all that they changed is not in the form. Pure.
 */
export function conflictOf(forms: {
  opened: FieldValues;
  stored: FieldValues;
  typed: FieldValues;
}): EditConflict | undefined {
  const { opened, stored, typed } = forms;
  const names = Object.keys(stored).filter((name) => opened[name] !== stored[name]);
  if (names.length === 0) return undefined;
  const isUntouched = (name: string): boolean => typed[name] === opened[name];
  const merged = Object.fromEntries(
    Object.entries(typed).map(([name, text]) => [name, isUntouched(name) ? stored[name] : text]),
  );
  const changed = names.map((name) => ({
    name,
    opened: opened[name],
    stored: stored[name],
    here: merged[name],
  }));
  return { changed, merged, collides: changed.some(isCollision) };
}

export function isCollision({ stored, here }: ChangedField): boolean {
  return here !== undefined && here !== stored;
}
