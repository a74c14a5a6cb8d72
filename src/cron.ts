const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  min: number;
  max: number;
  /** Names that stand for `min`, `min + 1`, … */
  names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 7, names: WEEKDAYS },
];

/**
 * Whether a text is a cron expression of five fields (minute, hour, day, month, weekday) with lists, ascending ranges
 * and steps. Temporal takes these and more (temporalio/temporal, service/worker/scheduler/calendar.go); its further
 * forms, such as seconds or a zone inside, would contradict the fields beside this one.
 */
export function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === FIELDS.length && FIELDS.every((field, index) => isField(fields[index] ?? '', field))
  );
}

function isField(text: string, field: Field): boolean {
  return text.split(',').every((part) => isPart(part, field));
}

function isPart(part: string, field: Field): boolean {
  const [range = '', step = '1', ...rest] = part.split('/');
  if (rest.length > 0 || !/^[1-9]\d{0,3}$/.test(step)) return false;
  if (range === '*') return true;
  const bounds = range.split('-').map((bound) => valueOf(bound, field));
  const [first = Number.NaN, last = first] = bounds;
  // A comparison with NaN, which stands for no value of this field, is false.
  return bounds.length <= 2 && first >= field.min && last <= field.max && first <= last;
}

function valueOf(text: string, { min, names }: Field): number {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return min + index;
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}
