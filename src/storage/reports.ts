import type { Report } from '../domain/report.js';
import { attempt } from './azure-errors.js';
import type { AzureStorage } from './azure.js';
import { Blobs, describeBlob, sha256 } from './blobs.js';
import { tableKey } from './table-keys.js';

const CONTAINER = 'reports';

/** Finished reports, one JSON blob each: `<connectorId>/<runId>.json`. */
export class Reports {
  readonly #storage: AzureStorage;
  readonly #blobs: Blobs;

  constructor(storage: AzureStorage) {
    this.#storage = storage;
    this.#blobs = new Blobs(storage, CONTAINER);
  }

  /** A report is made from the run's outcomes and can be made again, so the last one counts. Resolves to the blob's name. */
  async write(report: Report): Promise<string> {
    const name = nameOf(report.connectorId, report.runId);
    const bytes = Buffer.from(JSON.stringify(report));
    const options = describeBlob(sha256(bytes), 'application/json');
    const container = await this.#storage.container(CONTAINER);
    await attempt('write a report', (abortSignal) =>
      container.getBlockBlobClient(name).upload(bytes, bytes.length, { ...options, abortSignal }),
    );
    return name;
  }

  /** SHA-256 of the report as it stands now, for who has read it before; undefined where none was written yet. */
  async digest(connectorId: string, runId: string): Promise<string | undefined> {
    return (await this.#blobs.find(nameOf(connectorId, runId)))?.sha256;
  }

  /** Undefined where none was written yet. */
  async read(connectorId: string, runId: string): Promise<Report | undefined> {
    const name = nameOf(connectorId, runId);
    if ((await this.#blobs.find(name)) === undefined) return undefined;
    return JSON.parse((await this.#blobs.read(name)).toString()) as Report;
  }
}

function nameOf(connectorId: string, runId: string): string {
  return `${tableKey(connectorId)}/${tableKey(runId)}.json`;
}
