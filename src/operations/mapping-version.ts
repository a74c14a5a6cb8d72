import { ArchiveError } from '../domain/errors.js';
import type { MappingRow, MappingRules, MappingVersion } from '../domain/mapping.js';
import { rowChanges, type RowChange } from '../mapping/row-difference.js';
import type { Repositories } from '../storage/repositories.js';
import { rowsOf } from './judge-mapping.js';

type VersionMeans = Pick<Repositories, 'connectors'>;

/** A version, and what it changed. */
export interface ShownVersion {
  connectorId: string;
  mapping: MappingVersion;
  rows: MappingRow[];
  changes: RowChange[];
  /** Before it; absent for the first. */
  rulesBefore?: MappingRules;
}

/** All there were, oldest first, also of a connector that was deleted. Rejects with ConnectorNotFound where there are none. */
export async function mappingVersions({ connectors }: VersionMeans, id: string): Promise<MappingVersion[]> {
  const versions = await connectors.mappingVersions(id);
  if (versions.length === 0) throw new ArchiveError('ConnectorNotFound', `There is no connector ${id}.`);
  return versions;
}

/** The last of the versions, or the one that is wanted, row by row. Rejects with InvalidArgument where there is none such. */
export async function showVersion(
  means: VersionMeans,
  connectorId: string,
  { versions, wanted }: { versions: readonly MappingVersion[]; wanted: number | undefined },
): Promise<ShownVersion> {
  const mapping = versions.find(({ version }) => version === (wanted ?? versions.length));
  if (mapping === undefined) throw noSuchVersion(connectorId, wanted);
  const previous = versions.find(({ version }) => version === mapping.version - 1);
  const [before, rows] = [await rowsOf(means, previous), await rowsOf(means, mapping)];
  const shown: ShownVersion = { connectorId, mapping, rows, changes: rowChanges(before, rows) };
  if (previous) shown.rulesBefore = previous.rules;
  return shown;
}

function noSuchVersion(id: string, wanted: number | undefined): ArchiveError {
  return new ArchiveError('InvalidArgument', `The mapping of ${id} has no version ${wanted}.`, {
    nextStep: `See those that it has with: whatsapp-archiver mapping show ${id} --versions`,
  });
}
