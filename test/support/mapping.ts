import { nextMapping, type MappingChange, type MappingVersion } from '../../src/domain/mapping.js';

/** The version after `previous`, or the first, of a connector without a CSV. */
export function mappingOf(change: Partial<MappingChange> = {}, previous?: MappingVersion): MappingVersion {
  return nextMapping(previous, {
    rules: { automatic: true },
    csv: null,
    rows: { added: 0, removed: 0, changed: 0 },
    by: 'admin@contoso.example',
    at: '2026-11-20T09:00:00.000Z',
    ...change,
  });
}
