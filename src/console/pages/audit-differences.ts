import type { Change } from '../parts/changes.js';

/** What differs between two documents, value by value. Lists of plain values count as one value. */
export function differences(before: unknown, after: unknown): Change[] {
  const [left, right] = [valuesOf(before), valuesOf(after)];
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths]
    .map((path) => ({ path, before: left.get(path), after: right.get(path) }))
    .filter((change) => change.before !== change.after);
}

/** By their paths; `null` is no value. */
function valuesOf(document: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (document === null || document === undefined) return found;
  if (isPlain(document)) return found.set(path, String(document));
  if (Array.isArray(document) && document.every(isPlain)) return found.set(path, document.join(', '));
  for (const [key, value] of Object.entries(document)) {
    valuesOf(value, path === '' ? key : `${path}.${key}`, found);
  }
  return found;
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null;
}
