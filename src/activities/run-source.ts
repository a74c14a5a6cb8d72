import type { Readable } from 'node:stream';
import type { Connector } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { REASONS } from '../domain/reasons.js';
import type { Source } from '../sources/source.js';
import type { RunRecord } from '../storage/runs.js';
import type { ArchiverDeps } from './deps.js';

type Deps = Pick<ArchiverDeps, 'connectors' | 'sourceOf'>;

/**
 * The source of a run by the settings in force, unlike its mapping and target: `connector update` is how an address, a
 * host key or the name of a secret is mended that the run may be waiting for. Calls reject with AccountMismatch where the
 * login is not the account's that the run was opened on.
 */
export async function openRunSource(deps: Deps, record: RunRecord): Promise<Source> {
  const find = async (): Promise<Source> => deps.sourceOf(await settingsInForce(deps, record));
  return runSource(await find(), find, record.account);
}

/** Those of the opening where the connector was deleted, or made again as another kind: its records read otherwise. */
async function settingsInForce({ connectors }: Deps, { connector }: RunRecord): Promise<Connector> {
  try {
    const current = (await connectors.get(connector.id)).connector;
    const [{ type, product }, opened] = [current.source, connector.source];
    return type === opened.type && product === opened.product ? current : connector;
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'ConnectorNotFound') return connector;
    throw error;
  }
}

/** What needs no call is the same whatever the settings. */
function runSource(opened: Source, find: () => Promise<Source>, account: string): Source {
  const current = new CurrentSource(opened, find, account);
  return {
    account: async (signal) => await current.ask(signal, async (source) => await source.account(signal)),
    fetchPage: async (request, signal) =>
      await current.ask(signal, async (source) => await source.fetchPage(request, signal)),
    parsePage: (bytes) => opened.parsePage(bytes),
    identify: (record) => opened.identify(record),
    contentOf: (record) => (opened.contentOf ? opened.contentOf(record) : record),
    parseItem: (record) => opened.parseItem(record),
    ...(opened.openOriginal && {
      openOriginal: async (record: unknown, signal: AbortSignal) =>
        await current.ask(signal, async (source) => await originalOf(source, record, signal)),
    }),
    openAttachment: async (item, attachment, signal) =>
      await current.ask(signal, async (source) => await source.openAttachment(item, attachment, signal)),
  };
}

async function originalOf(source: Source, record: unknown, signal: AbortSignal): Promise<Readable> {
  if (source.openOriginal) return await source.openOriginal(record, signal);
  throw new ArchiveError('AttachmentUnavailable', 'The source has no originals.');
}

class CurrentSource {
  constructor(
    /** The same object as long as the settings are the same. */
    private latest: Source,
    private readonly find: () => Promise<Source>,
    private readonly account: string,
  ) {}

  /**
   * Where the world fails a call, the settings are looked up again, and the call is made once more if they have changed.
   * At once, because else every worker that knew the former ones would pause the run again.
   */
  async ask<T>(signal: AbortSignal, call: (source: Source) => Promise<T>): Promise<T> {
    const asked = this.latest;
    try {
      return await this.#askChecked(asked, signal, call);
    } catch (error) {
      if (!(error instanceof ArchiveError) || REASONS[error.code].fault !== 'world') throw error;
      this.latest = await this.find();
      if (this.latest === asked) throw error;
      return await this.#askChecked(this.latest, signal, call);
    }
  }

  async #askChecked<T>(
    source: Source,
    signal: AbortSignal,
    call: (source: Source) => Promise<T>,
  ): Promise<T> {
    const { id } = await source.account(signal);
    if (id !== this.account)
      throw new ArchiveError('AccountMismatch', 'The login belongs to another account.');
    return await call(source);
  }
}
