import type { KeyFault } from '../../connector-file.js';

/**
 * What a form says beside its fields, by their names: `fields` has our words for each key of a connector file that has a
 * field, beginning with `prefix`. Pure.
 */
export function faultsOf(
  faults: readonly KeyFault[],
  fields: Readonly<Record<string, string>>,
  prefix = '',
): Record<string, string> {
  const named = faults
    .map(({ path, words }) => ({ key: path.map(String).join('.'), words }))
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ key, words }) => [key.slice(prefix.length), fields[key.slice(prefix.length)] ?? words] as const);
  // Of several faults of a field the first is the one that explains the others.
  return Object.fromEntries(named.toReversed());
}
