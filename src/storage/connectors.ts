import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import type { MappingFile, MappingRow, MappingVersion } from '../domain/mapping.js';
import type { AzureStorage } from './azure.js';
import { Blobs, sha256 } from './blobs.js';
import { isKeyPart, keysUnder, tableKey } from './table-keys.js';
import { Table, type Row, type RowChange } from './table.js';

/** All rows stand in one partition: there are tens of connectors, and it lets several rows change as one. */
const PARTITION = 'connectors';
/** Rows come from the judgement of a file with more than is to be kept of them. */
const ROW_KEYS = ['line', 'number', 'address', 'validFrom', 'validTo'] satisfies (keyof MappingRow)[];

const VERSION_DIGITS = 6;

/** What an admin decides about a connector, and the account it was created on. */
export interface ConnectorSettings {
  connector: Connector;
  /** `account.id` of the login at creation. */
  account: string;
  /** In force; its rules are those of `connector.mapping`. */
  mapping: MappingVersion;
}

export interface ConnectorRecord extends ConnectorSettings {
  /** ISO instant: everything archived before it is accounted for. */
  watermark: string;
  createdAt: string;
  /** Since when it is being deleted; absent where it is not. */
  deletingAt?: string;
  etag: string;
}

/** Whose an account and product is. */
interface Claim extends Pick<ConnectorSettings, 'account'> {
  connector: Pick<Connector, 'id' | 'source'>;
}

type ConnectorValue = ConnectorSettings & Pick<ConnectorRecord, 'createdAt' | 'deletingAt'>;

/**
 * Connectors in the table `connectors`: rows `connector|<id>`, `watermark|<id>`, `refused|<id>` (the refused version of
 * the secret) and `account|<hash>`, which says whose an account and product is. Rows `mapping|<id>|<version>` keep every
 * mapping there was, and rows `former|<hash>` the watermark of an account whose connector was deleted. Mapping files are
 * blobs.
 */
export class Connectors {
  readonly #rows: Table<unknown>;
  readonly #connectors: Table<ConnectorValue>;
  readonly #texts: Table<string>;
  readonly #claims: Table<{ connectorId: string }>;
  readonly #mappings: Table<MappingVersion>;
  readonly #blobs: Blobs;

  constructor(storage: AzureStorage) {
    this.#rows = new Table(storage, 'connectors');
    this.#connectors = new Table(storage, 'connectors');
    this.#texts = new Table(storage, 'connectors');
    this.#claims = new Table(storage, 'connectors');
    this.#mappings = new Table(storage, 'connectors');
    this.#blobs = new Blobs(storage, 'connectors');
  }

  /**
   * Stores a connector, its mapping, its watermark at `schedule.start` and its claim on the account, all or none. Rejects
   * with ConnectorExists or AccountTaken, or InvalidArgument where its version of the mapping is taken meanwhile.
   */
  async create(settings: ConnectorSettings, createdAt: string): Promise<void> {
    const { id, schedule } = settings.connector;
    const value: ConnectorValue = { ...settings, createdAt };
    const isCreated = await this.#rows.transact(PARTITION, [
      { insert: connectorKey(id), value },
      { insert: watermarkKey(id), value: schedule.start },
      { insert: claimKey(settings), value: { connectorId: id } },
      { insert: mappingKey(id, settings.mapping), value: settings.mapping },
    ]);
    if (isCreated) return;
    if ((await this.#connectors.find(PARTITION, connectorKey(id))) !== undefined) {
      throw new ArchiveError('ConnectorExists', `There is a connector ${id} already.`);
    }
    await this.checkAccount(settings);
    throw changedMeanwhile(id);
  }

  /** Rejects with AccountTaken where another connector holds the account and product; for a check before anything is made. */
  async checkAccount(settings: Claim): Promise<void> {
    const claim = await this.#claims.find(PARTITION, claimKey(settings));
    if (claim !== undefined && claim.value.connectorId !== settings.connector.id)
      throw await this.#accountTaken(settings);
  }

  /** Rejects with ConnectorNotFound. */
  async get(id: string): Promise<ConnectorRecord> {
    const row = await this.#find(id);
    return recordOf(row, await this.watermark(id));
  }

  /**
   * The same, for whoever changes it or starts something of it. Rejects with InvalidArgument where it is being deleted,
   * too: its secrets may be gone, and what is started then blocks the deletion that ends it.
   */
  async getUsable(id: string): Promise<ConnectorRecord> {
    const record = await this.get(id);
    refuseDeleting(record);
    return record;
  }

  /** In the order of their ids. */
  async list(): Promise<ConnectorRecord[]> {
    const watermarks = new Map<string, string>();
    for await (const row of this.#texts.list(PARTITION, keysUnder('watermark')))
      watermarks.set(row.rowKey, row.value);
    const records: ConnectorRecord[] = [];
    for await (const row of this.#connectors.list(PARTITION, keysUnder('connector'))) {
      const watermark = watermarks.get(watermarkKey(row.value.connector.id));
      if (watermark !== undefined) records.push(recordOf(row, watermark));
    }
    return records;
  }

  /**
   * Replaces the settings read with `etag`; the claim follows the product, and a new version of the mapping is kept.
   * Rejects with ConnectorNotFound, AccountTaken, or InvalidArgument where somebody else changed the connector since it
   * was read, or deletes it.
   */
  async update(settings: ConnectorSettings, etag: string): Promise<ConnectorRecord> {
    const { id } = settings.connector;
    const row = { ...(await this.#find(id)), etag };
    refuseDeleting(row.value);
    const value: ConnectorValue = { ...settings, createdAt: row.value.createdAt };
    const changes: RowChange<unknown>[] = [{ replace: row, value }];
    if (claimKey(settings) !== claimKey(row.value)) {
      changes.push(
        { insert: claimKey(settings), value: { connectorId: id } },
        { remove: claimKey(row.value) },
      );
    }
    if (settings.mapping.version !== row.value.mapping.version)
      changes.push({ insert: mappingKey(id, settings.mapping), value: settings.mapping });
    if (await this.#rows.transact(PARTITION, changes)) return await this.get(id);
    await this.checkAccount(settings);
    throw changedMeanwhile(id);
  }

  /**
   * From here on nobody changes it, so that what is removed with it is what it has. Again, also after a deletion that
   * broke off, it changes nothing. Rejects with ConnectorNotFound.
   */
  async beginDelete(id: string, now = new Date()): Promise<ConnectorRecord> {
    for (;;) {
      const row = await this.#find(id);
      const deletingAt = row.value.deletingAt ?? now.toISOString();
      const marked = await this.#connectors.replace(row, { ...row.value, deletingAt });
      if (marked) return recordOf(marked, await this.watermark(id));
    }
  }

  /** Removes settings, watermark and claim; what was archived stays. Rejects with ConnectorNotFound. */
  async delete(id: string): Promise<void> {
    const { value } = await this.#find(id);
    await this.#texts.put(PARTITION, formerKey(value), await this.watermark(id));
    await this.undoCreate(id);
  }

  /** Removes a connector that could not be made whole, as if it never was. Rejects with ConnectorNotFound. */
  async undoCreate(id: string): Promise<void> {
    const { value } = await this.#find(id);
    await this.clearRefusal(id);
    const keys = [connectorKey(id), watermarkKey(id), claimKey(value)];
    const isDeleted = await this.#rows.transact(
      PARTITION,
      keys.map((remove) => ({ remove })),
    );
    // A lost answer looks like a conflict; what counts is that the connector has gone.
    if (!isDeleted && (await this.#connectors.find(PARTITION, connectorKey(id))) !== undefined) {
      throw new ArchiveError(
        'Unexpected',
        `Connector ${id} cannot be deleted: its rows do not belong together.`,
      );
    }
  }

  /** Where the last connector of this account and product stood when it was deleted; null where none was. */
  async formerWatermark(settings: Claim): Promise<string | null> {
    return (await this.#texts.find(PARTITION, formerKey(settings)))?.value ?? null;
  }

  /** Rejects with ConnectorNotFound. */
  async watermark(id: string): Promise<string> {
    return (await this.#watermarkRow(id)).value;
  }

  /**
   * Moves the watermark forward from the value a run opened with. Resolves to true where it stands at `to`, also after a
   * repeated call; false where somebody else moved it or `to` is not ahead, and then nothing has changed.
   */
  async moveWatermark(id: string, from: string, to: string): Promise<boolean> {
    const row = await this.#watermarkRow(id);
    if (row.value === to) return true;
    if (row.value !== from || Date.parse(to) <= Date.parse(from)) return false;
    if ((await this.#texts.replace(row, to)) !== undefined) return true;
    return (await this.watermark(id)) === to;
  }

  /** Remembers that the source refused this version of the secret, so that nobody locks the account by trying again. */
  async refuseSecret(id: string, secretVersion: string): Promise<void> {
    await this.#texts.put(PARTITION, refusalKey(id), secretVersion);
  }

  /** The refused version, null where none is. */
  async refusedSecret(id: string): Promise<string | null> {
    return (await this.#texts.find(PARTITION, refusalKey(id)))?.value ?? null;
  }

  async clearRefusal(id: string): Promise<void> {
    await this.#texts.remove(PARTITION, refusalKey(id));
  }

  /** Every version of the connector's mapping, oldest first; empty where there never was such a connector. */
  async mappingVersions(id: string): Promise<MappingVersion[]> {
    const versions: MappingVersion[] = [];
    for await (const { value } of this.#mappings.list(PARTITION, keysUnder('mapping', id)))
      versions.push(value);
    return versions;
  }

  /** Keeps a mapping file under its hash; a version of the mapping says whether it is in force. */
  async putMapping(id: string, bytes: Buffer, rows: readonly MappingRow[]): Promise<MappingFile> {
    const [digest, read] = [sha256(bytes), Buffer.from(JSON.stringify(rows, ROW_KEYS))];
    const folder = `connectors/${tableKey(id)}`;
    const { blob } = await this.#blobs.create(`${folder}/mapping-${digest}.csv`, bytes, 'text/csv');
    const json = await this.#blobs.create(`${folder}/rows-${sha256(read)}.json`, read, 'application/json');
    return { blob, digest, rows: rows.length, rowsBlob: json.blob };
  }

  /** The rows of a version as they were read when it was installed; null where it has no file. */
  async mappingRows({ csv }: MappingVersion): Promise<MappingRow[] | null> {
    return csv && (JSON.parse((await this.#blobs.read(csv.rowsBlob)).toString()) as MappingRow[]);
  }

  /** The file, byte by byte. */
  async readMapping(blob: string): Promise<Buffer> {
    return await this.#blobs.read(blob);
  }

  async #find(id: string): Promise<Row<ConnectorValue>> {
    // What no key can hold, somebody has made up; it stands in no message either.
    if (!isKeyPart(id)) throw new ArchiveError('ConnectorNotFound', 'There is no connector of that id.');
    const row = await this.#connectors.find(PARTITION, connectorKey(id));
    if (row === undefined) throw new ArchiveError('ConnectorNotFound', `There is no connector ${id}.`);
    return row;
  }

  async #watermarkRow(id: string): Promise<Row<string>> {
    const row = await this.#texts.find(PARTITION, watermarkKey(id));
    if (row === undefined) throw new ArchiveError('ConnectorNotFound', `There is no connector ${id}.`);
    return row;
  }

  async #accountTaken(settings: Claim): Promise<ArchiveError> {
    const holder = (await this.#claims.find(PARTITION, claimKey(settings)))?.value.connectorId ?? 'another';
    return new ArchiveError('AccountTaken', `Connector ${holder} archives this account and product already.`);
  }
}

const connectorKey = (id: string) => tableKey('connector', id);
const watermarkKey = (id: string) => tableKey('watermark', id);
const refusalKey = (id: string) => tableKey('refused', id);
const mappingKey = (id: string, { version }: MappingVersion) =>
  tableKey('mapping', id, String(version).padStart(VERSION_DIGITS, '0'));

const claimKey = (claim: Claim) => tableKey('account', claimHash(claim));
const formerKey = (claim: Claim) => tableKey('former', claimHash(claim));

function claimHash({ account, connector }: Claim): string {
  return sha256(JSON.stringify([account, connector.source.product]));
}

function changedMeanwhile(id: string): ArchiveError {
  return new ArchiveError(
    'InvalidArgument',
    `Connector ${id} was changed by somebody else at the same time.`,
    { nextStep: 'Look at `connector show`, then give the change again.' },
  );
}

/** Rejects with InvalidArgument where the connector is being deleted. */
export function refuseDeleting({
  connector,
  deletingAt,
}: Pick<ConnectorRecord, 'connector' | 'deletingAt'>): void {
  if (deletingAt === undefined) return;
  throw new ArchiveError('InvalidArgument', `Connector ${connector.id} is being deleted.`, {
    nextStep: 'Delete it once more where that has failed; nothing was changed.',
  });
}

function recordOf({ value, etag }: Row<ConnectorValue>, watermark: string): ConnectorRecord {
  return { ...value, watermark, etag };
}
