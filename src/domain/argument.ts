// What somebody typed in the Temporal UI as the argument of a workflow: anything at all.

/** Names of unknown keys in a refusal: somebody may have pasted something else there. */
const MAX_NAMED_KEYS = 5;
const MAX_KEY_CHARACTERS = 30;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** A fault that names the first keys that are none of `known`; none where there are no such keys. */
export function unknownKeys(given: Record<string, unknown>, known: readonly string[]): string[] {
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  const named = unknown.slice(0, MAX_NAMED_KEYS).map((name) => name.slice(0, MAX_KEY_CHARACTERS));
  const rest = unknown.length - named.length;
  return [`not known: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}
