import type { Readable } from 'node:stream';
import type { TeleMessageSftpSource as Settings } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import type { Attachment, Item } from '../../domain/item.js';
import { untilAborted } from '../../domain/until-aborted.js';
import type { Window } from '../../domain/window.js';
import type { Refusals, Secrets } from '../secrets.js';
import type { Source, SourceAccount, SourcePage } from '../source.js';
import { readAttachmentId } from './attachment-id.js';
import { Credentials } from './credentials.js';
import { parseDropName } from './drop-name.js';
import type { Drop } from './drops.js';
import { EmlReader } from './eml-reader.js';
import { limited, verified } from './handed-out.js';
import { itemOf } from './item.js';
import { LIMITS } from './limits.js';
import { parsePage } from './page.js';
import { PageReader } from './page-reader.js';
import { PrivateKey } from './private-key.js';
import { EmlPlace, identify } from './record.js';
import { SftpServer } from './server.js';
import type { Zip } from './zip.js';
import type { ZipEntry } from './zip-entries.js';
import { ZipShelf } from './zip-shelf.js';

/**
 * ZIP files of EML on an SFTP server, in the format that docs/telemessage-sftp.md assumes. One object per connector and
 * worker, so that its connection and its downloads are shared. `refusals` are the connector's.
 */
export function openTeleMessageSftp(settings: Settings, secrets: Secrets, refusals: Refusals): Source {
  const server = new SftpServer(settings, new Credentials(settings, secrets, refusals));
  const key = new PrivateKey(settings.decryptionKeySecret, secrets);
  return new TeleMessageSftpSource(settings, {
    server,
    key,
    emls: new EmlReader(key),
    shelf: new ZipShelf(server),
  });
}

interface Parts {
  server: SftpServer;
  key: PrivateKey;
  shelf: ZipShelf;
  emls: EmlReader;
}

class TeleMessageSftpSource implements Source {
  readonly #settings: Settings;
  readonly #parts: Parts;
  readonly #pages: PageReader;
  #account: Promise<SourceAccount> | undefined;

  constructor(settings: Settings, parts: Parts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#pages = new PageReader(parts);
  }

  async account(signal: AbortSignal): Promise<SourceAccount> {
    signal.throwIfAborted();
    this.#account ??= this.#checkAccount();
    return await untilAborted(this.#account, signal);
  }

  async fetchPage(request: { window: Window; cursor: string | null }, signal: AbortSignal): Promise<Buffer> {
    return await this.#pages.page(request, signal);
  }

  parsePage(bytes: Buffer): SourcePage {
    return parsePage(bytes);
  }

  identify(record: unknown): { itemId: string; revision: number } | undefined {
    return identify(record);
  }

  /** The EML, in whichever ZIP it came. */
  contentOf(record: unknown): unknown {
    return EmlPlace.safeParse(record).data?.sha256 ?? record;
  }

  parseItem(record: unknown): Item {
    return itemOf(record, this.#settings.product);
  }

  async openOriginal(record: unknown, signal: AbortSignal): Promise<Readable> {
    const { zip, entry, sha256 } = EmlPlace.safeParse(record).data ?? unavailable();
    return await this.#open({ zip, entry }, signal, async (held, found) => {
      if (found.sizeBytes > LIMITS.MAX_ORIGINAL_BYTES)
        throw new ArchiveError('AttachmentUnavailable', 'The EML is too large to be kept as it came.');
      return verified(await held.open(found), sha256);
    });
  }

  /** Rejects with AttachmentUnavailable where the EML has nothing of it. */
  async openAttachment(_item: Item, { attachmentId }: Attachment, signal: AbortSignal): Promise<Readable> {
    const { index, isWhole, ...place } = readAttachmentId(attachmentId);
    if (!isWhole)
      throw new ArchiveError(
        'AttachmentUnavailable',
        'The EML names an attachment that did not come with it.',
      );
    return await this.#open(place, signal, async (zip, entry) =>
      this.#parts.emls.attachment(zip, { entry, index }, signal),
    );
  }

  async #checkAccount(): Promise<SourceAccount> {
    try {
      // First, because it needs no server: a key that is missing or none would fail every run.
      await this.#parts.key.read();
      await this.#parts.server.checkDirectory(new AbortController().signal);
      const { username, hostKey, directory, product } = this.#settings;
      // By the server's key and not its name: one drop under two names would be archived twice.
      const { account = `${username}@${hostKey}${directory}` } = this.#settings;
      return { id: account, products: [product] };
    } catch (error) {
      this.#account = undefined;
      throw error;
    }
  }

  /** The ZIP is held until the stream is closed. */
  async #open(
    place: { zip: string; entry: string },
    signal: AbortSignal,
    open: (zip: Zip, entry: ZipEntry) => Promise<Readable>,
  ): Promise<Readable> {
    const { zip, done } = await this.#hold(place.zip, signal);
    try {
      const stream = limited(await open(zip, zip.find(place.entry) ?? unavailable()), signal);
      return stream.once('close', done);
    } catch (error) {
      done();
      throw error;
    }
  }

  async #hold(name: string, signal: AbortSignal): Promise<{ zip: Zip; done: () => void }> {
    const drop = this.#parts.shelf.shelved(name) ?? (await this.#find(name, signal));
    try {
      return await this.#parts.shelf.hold(drop, signal);
    } catch (error) {
      throw error instanceof ArchiveError ? ofItem(error) : error;
    }
  }

  async #find(name: string, signal: AbortSignal): Promise<Drop> {
    const parsed = parseDropName(name) ?? unavailable();
    const file = await this.#parts.server.find(name, signal);
    return file ? { ...file, ...parsed } : unavailable();
  }
}

/** What a fault of a ZIP means for one item of it, which was listed when the ZIP was sound. */
function ofItem(error: ArchiveError): ArchiveError {
  if (error.code === 'DropUnfinished')
    return new ArchiveError('SourceUnreachable', 'The ZIP file of an item is being written anew.');
  const isGone = error.code === 'DropMissing' || error.code === 'DropRefused';
  return isGone
    ? new ArchiveError('AttachmentUnavailable', 'The ZIP file of an item is gone, or no longer what it was.')
    : error;
}

function unavailable(): never {
  throw new ArchiveError(
    'AttachmentUnavailable',
    'The ZIP file of an item is gone, or no longer what it was.',
  );
}
