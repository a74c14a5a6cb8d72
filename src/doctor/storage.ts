import type { StorageSettings } from '../settings/storage.js';
import { openStorage, storageAddresses, type AzureStorage } from '../storage/azure.js';
import { Blobs } from '../storage/blobs.js';
import { Connectors, type ConnectorRecord } from '../storage/connectors.js';
import { clockAheadMs } from '../storage/service-clock.js';
import { Table } from '../storage/table.js';
import type { Examination } from './examination.js';
import { bad, good, unknown, type Answer } from './finding.js';

/**
 * What a machine that keeps its time never reaches. The ledger goes by storage's clock alone and is not harmed; but
 * Entra refuses certificates of a machine that is five minutes off, storage signatures at fifteen, and long before that
 * the times of reports and logs are wrong.
 */
const MAX_SKEW_MS = 30_000;

/** Of our own, so that nothing of the check stands beside evidence. */
const NAME = 'doctor';

/** What later checks read from storage. */
export interface StoredConnectors {
  connectors: Connectors;
  records: ConnectorRecord[];
}

/** Needs no right that a worker does not need: a blob that is never overwritten, a row that is, and nothing removed. */
export async function examineStorage(
  examination: Examination,
  settings: StorageSettings | undefined,
): Promise<StoredConnectors | undefined> {
  const services = settings && (await reachable(examination, settings));
  if (!settings || !services) {
    const because = settings ? 'storage does not answer' : 'the settings of storage are missing or wrong';
    examination.skip(['blobs', 'tables', 'connectors'], because);
    return undefined;
  }
  const storage = openStorage(settings);
  const at = new Date().toISOString();
  const [, hasTables] = await Promise.all([
    examination.ask('blobs', async () => await useBlobs(storage, at)),
    examination.ask('tables', async () => await useTables(storage, at)),
  ]);
  if (hasTables) return await examination.ask('connectors', async () => await readConnectors(storage));
  examination.skip(['connectors'], 'its tables cannot be used');
  return undefined;
}

async function reachable(examination: Examination, settings: StorageSettings): Promise<boolean> {
  const [blobs, tables] = await Promise.all([
    examination.ask(
      'blob service',
      async (signal) => await answers(storageAddresses(settings).blobs, signal),
    ),
    examination.ask(
      'table service',
      async (signal) => await answers(storageAddresses(settings).tables, signal),
    ),
  ]);
  if (blobs === undefined) examination.skip(['clock'], 'storage does not answer');
  else await examination.ask('clock', async () => await Promise.resolve(clockAnswer(blobs.aheadMs)));
  return blobs !== undefined && tables !== undefined;
}

async function answers(
  address: string,
  signal: AbortSignal,
): Promise<Answer<{ aheadMs: number | undefined }>> {
  return good(`answers at ${address}`, { aheadMs: await clockAheadMs(address, signal) });
}

/** Pure. `aheadMs` as `clockAheadMs` gives it. */
export function clockAnswer(aheadMs: number | undefined): Answer<never> {
  if (aheadMs === undefined) return unknown('the answer of storage has no time');
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  if (Math.abs(aheadMs) <= MAX_SKEW_MS) return good(`within ${Math.max(seconds, 1)} s of storage's`);
  const detail = `this machine is ${seconds.toLocaleString('en-US')} s ${aheadMs > 0 ? 'behind' : 'ahead of'} storage`;
  return bad(detail, 'Let the machine keep its time (NTP); Entra refuses it from five minutes on.');
}

async function useBlobs(storage: AzureStorage, at: string): Promise<Answer<true>> {
  const blobs = new Blobs(storage, NAME);
  // A name for each day: written once like all our blobs, and some bytes a day at most.
  const { blob } = await blobs.create(`check/${at.slice(0, 10)}`, Buffer.from(at), 'text/plain');
  await blobs.read(blob);
  return good('written and read back', true);
}

async function useTables(storage: AzureStorage, at: string): Promise<Answer<true>> {
  const table = new Table<string>(storage, NAME);
  const row = await table.find(NAME, 'check');
  // Where somebody else was quicker the condition held, and that is what was to be seen.
  await (row === undefined ? table.insert(NAME, 'check', at) : table.replace(row, at));
  const found = await table.find(NAME, 'check');
  return found === undefined
    ? bad('a row just written is not there', 'Look at the storage account in the Azure portal.')
    : good('written on a condition and read back', true);
}

async function readConnectors(storage: AzureStorage): Promise<Answer<StoredConnectors>> {
  const connectors = new Connectors(storage);
  const records = await connectors.list();
  const stored = { connectors, records };
  return records.length === 0
    ? unknown('none is there yet', 'Create one with `connector create`.', stored)
    : good(`${records.length} stored`, stored);
}
