import { isSameMapping, nextMapping, type MappingRules, type MappingVersion } from '../domain/mapping.js';
import type { Finding } from '../mapping/mapping-faults.js';
import { sha256 } from '../storage/blobs.js';
import { judgeMapping, type Judgement, type MappingMeans } from './judge-mapping.js';
import { refusalOf, type MappingChoices, type MappingRefusal } from './mapping-refusal.js';

export interface WantedMapping {
  connectorId: string;
  rules: MappingRules;
  csv: Buffer | null;
  /** Whether the file stays the one in force. */
  isInstalled?: boolean;
  /** In force; absent for a connector that is being created. */
  current?: MappingVersion;
}

/** A change that is allowed, or why it is not. */
export type Decision = { refusal: MappingRefusal } | AllowedChange;

interface AllowedChange {
  refusal?: never;
  /** Null where nothing changes. */
  judgement: Judgement | null;
  /** Also where nothing changes, which may be because the rows that would have changed something were left out. */
  faults: Finding<string>[];
  store: () => Promise<MappingVersion>;
}

/**
 * Checks a change of the mapping, which `by` makes; only `store` writes anything, the file, and resolves to the version for the connector's
 * record. Rejects as `judgeMapping`.
 */
export async function decideMapping(
  means: MappingMeans,
  wanted: WantedMapping,
  { by, ...choices }: MappingChoices & { by: string },
): Promise<Decision> {
  const { current, rules, csv } = wanted;
  if (current && isSameMapping(current, { rules, csv: csv && { digest: sha256(csv) } }))
    return unchanged(current);
  // Versions count on where a connector of this id was deleted, and its rows are what a number may be moved from.
  const previous = (await means.connectors.mappingVersions(wanted.connectorId)).at(-1);
  const judgement = await judgeMapping(means, wanted, previous);
  const file = wanted.isInstalled ? 'installed mapping file' : 'mapping file';
  const refusal = refusalOf(judgement, choices, file);
  if (refusal) return { refusal };
  if (current && saysTheSame(current, wanted, judgement)) return unchanged(current, judgement.faults);
  const store = async (): Promise<MappingVersion> => {
    const { rows, difference } = judgement;
    const stored = csv && (await means.connectors.putMapping(wanted.connectorId, csv, rows));
    return nextMapping(previous, { rules, csv: stored, rows: difference, by, at: new Date().toISOString() });
  };
  return { judgement, faults: judgement.faults, store };
}

function unchanged(current: MappingVersion, faults: Finding<string>[] = []): AllowedChange {
  return { judgement: null, faults, store: async () => await Promise.resolve(current) };
}

/** Another file with the same rows, in another order or spelling. */
function saysTheSame(current: MappingVersion, { rules, csv }: WantedMapping, judgement: Judgement): boolean {
  const { added, removed, changed } = judgement.difference;
  return isSameMapping(current, { rules, csv: csv && current.csv }) && added + removed + changed === 0;
}
