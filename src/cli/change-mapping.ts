import { isSameMapping, nextMapping, type MappingRules, type MappingVersion } from '../domain/mapping.js';
import { sha256 } from '../storage/blobs.js';
import type { CommandResult } from './command.js';
import type { StorageContext } from './context.js';
import { judgeMapping, type Judgement } from './judge-mapping.js';
import { refusalOf } from './mapping-refusal.js';
import { authorOf } from './words.js';

/** What an admin says to a change of the mapping. */
export interface MappingOptions {
  /** Install the rows that can be used, without the others. */
  skipBadRows?: boolean;
  /** A number that moves to another user was wrong all along. */
  reassign?: boolean;
  /** Who changes it; default: the user of the operating system. */
  by?: string;
}

export interface WantedMapping {
  connectorId: string;
  rules: MappingRules;
  csv: Buffer | null;
  /** Whether the file stays the one in force. */
  isInstalled?: boolean;
  /** In force; absent for a connector that is being created. */
  current?: MappingVersion;
}

/** A change that is allowed, or why it is not. `judgement` is null where nothing changes. */
export type Decision =
  | { refusal: CommandResult }
  | { refusal?: never; judgement: Judgement | null; store: () => Promise<MappingVersion> };

/**
 * Checks a change of the mapping; only `store` writes anything, the file, and resolves to the version for the connector's
 * record. Rejects as `judgeMapping`.
 */
export async function decideMapping(
  context: StorageContext,
  wanted: WantedMapping,
  options: MappingOptions,
): Promise<Decision> {
  const { current, rules, csv } = wanted;
  const by = authorOf(options);
  if (current && isSameMapping(current, { rules, csv: csv && { digest: sha256(csv) } }))
    return unchanged(current);
  // Versions count on where a connector of this id was deleted, and its rows are what a number may be moved from.
  const previous = (await context.connectors.mappingVersions(wanted.connectorId)).at(-1);
  const judgement = await judgeMapping(context, wanted, previous);
  const file = wanted.isInstalled ? 'installed mapping file' : 'mapping file';
  const refusal = refusalOf(judgement, options, file);
  if (refusal) return { refusal };
  if (current && saysTheSame(current, wanted, judgement)) return unchanged(current);
  const store = async (): Promise<MappingVersion> => {
    const { rows, difference } = judgement;
    const stored = csv && (await context.connectors.putMapping(wanted.connectorId, csv, rows));
    return nextMapping(previous, { rules, csv: stored, rows: difference, by, at: new Date().toISOString() });
  };
  return { judgement, store };
}

function unchanged(current: MappingVersion): Decision {
  return { judgement: null, store: async () => await Promise.resolve(current) };
}

/** Another file with the same rows, in another order or spelling. */
function saysTheSame(current: MappingVersion, { rules, csv }: WantedMapping, judgement: Judgement): boolean {
  const { added, removed, changed } = judgement.difference;
  return isSameMapping(current, { rules, csv: csv && current.csv }) && added + removed + changed === 0;
}
