import type { Readable } from 'node:stream';
import type { TeleMessageSource as Site } from '../../domain/connector.js';
import { ArchiveError } from '../../domain/errors.js';
import type { Attachment, Item } from '../../domain/item.js';
import type { ReasonCode } from '../../domain/reasons.js';
import type { Window } from '../../domain/window.js';
import type { Refusals, Secrets } from '../secrets.js';
import type { Source, SourceAccount, SourcePage } from '../source.js';
import { attachmentPath } from './attachment-path.js';
import { askSite, openAttachment, type AskForBytes } from './attachment.js';
import { jsonBytes } from './body.js';
import { callSite } from './http.js';
import { identify, parseItem } from './item-schema.js';
import { LIMITS } from './limits.js';
import { parsePage } from './page.js';
import { refusalError, SiteRefusal } from './refusal.js';
import { Session } from './session.js';

/** What the contract says of a page beyond the usual. */
const PAGE_REFUSALS = { '410 WindowPurged': 'WindowPurged', '400 InvalidCursor': 'CursorRefused' } as const;
const ATTACHMENT_REFUSALS = { '404 AttachmentNotFound': 'AttachmentUnavailable' } as const;

/**
 * The TeleMessage archive site, after the contract in docs. One object per connector and worker, so that its session
 * is shared. `refusals` are the connector's. Throws InvalidArgument where the address is not https.
 */
export function openTeleMessage(site: Site, secrets: Secrets, refusals: Refusals): Source {
  if (!site.url.startsWith('https://')) {
    throw new ArchiveError('InvalidArgument', 'source.url of the connector is not an https address.');
  }
  return new TeleMessageSource(site, new Session(site, secrets, refusals));
}

class TeleMessageSource implements Source {
  readonly #site: Site;
  readonly #session: Session;

  constructor(site: Site, session: Session) {
    this.#site = site;
    this.#session = session;
  }

  async account(signal: AbortSignal): Promise<SourceAccount> {
    return await this.#session.account(signal);
  }

  async fetchPage(
    { window, cursor }: { window: Window; cursor: string | null },
    signal: AbortSignal,
  ): Promise<Buffer> {
    const query = new URLSearchParams({
      product: this.#site.product,
      archivedFrom: window.from,
      archivedTo: window.to,
      ...(cursor !== null && { cursor }),
    });
    const call = { url: `${this.#site.url}/rest/v1/archive/items?${query.toString()}`, signal };
    const bytes = await this.#authorized(signal, PAGE_REFUSALS, (headers) =>
      callSite({ ...call, headers, deadlineMs: LIMITS.PAGE_DEADLINE_MS }, (response) =>
        jsonBytes(response, LIMITS.MAX_PAGE_BYTES),
      ),
    );
    parsePage(bytes);
    return bytes;
  }

  parsePage(bytes: Buffer): SourcePage {
    return parsePage(bytes);
  }

  identify(record: unknown): { itemId: string; revision: number } | undefined {
    return identify(record);
  }

  parseItem(record: unknown): Item {
    return parseItem(record);
  }

  async openAttachment(item: Item, attachment: Attachment, signal: AbortSignal): Promise<Readable> {
    const url = `${this.#site.url}${attachmentPath(item.itemId, attachment.attachmentId)}`;
    const ask: AskForBytes = async (part) =>
      await this.#authorized(signal, ATTACHMENT_REFUSALS, (headers) =>
        askSite({ url, headers, signal }, part),
      );
    return await openAttachment({ ask, sizeBytes: attachment.sizeBytes, signal });
  }

  async #authorized<T>(
    signal: AbortSignal,
    agreed: Record<string, ReasonCode>,
    call: (headers: Record<string, string>) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#session.authorized(signal, call);
    } catch (error) {
      throw error instanceof SiteRefusal ? refusalError(error, agreed) : error;
    }
  }
}
