import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { startHttps, type HttpsServer } from '../https-server.js';
import type { Tls } from '../tls.js';
import { Archive, type AttachmentBytes } from './archive.js';
import { attachmentResponse } from './attachments.js';
import { Faults, type Fault, type Route } from './faults.js';
import { Refusal } from './refusal.js';
import { Sessions, type TeleMessageAccount } from './session.js';
import { Spoilings, type Spoiling } from './spoilings.js';
import { WindowPages } from './window-pages.js';

export interface TeleMessageSiteOptions {
  tls: Tls;
  accounts: readonly TeleMessageAccount[];
  /** Raw records. They need a product and an archivedTime, else they may be broken in any way. */
  items: readonly unknown[];
  attachmentBytes?: AttachmentBytes;
  /** Default: a free one. */
  port?: number;
  /** Default 3600. */
  tokenLifetimeSeconds?: number;
  /** ISO instant: windows that begin earlier are purged. Default: everything is kept. */
  keepsFrom?: string;
  /** The most items on a page, whatever `limit` asks for; default 500. */
  pageSize?: number;
  /** Begin every window with an empty page, which the contract allows. */
  hasEmptyFirstPage?: boolean;
  /** Milliseconds since 1970, for the age of tokens; default: the machine's clock. */
  now?: () => number;
}

export interface TeleMessageSite extends HttpsServer {
  /** Ends all tokens early: the next call with one is answered 401 TokenExpired. */
  expireTokens(): void;
  addItems(items: readonly unknown[], attachmentBytes?: AttachmentBytes): void;
  /** From now on items with these ids are counted but not listed, as in a short read; an empty list ends it. */
  withhold(itemIds: readonly string[]): void;
  /** From now on windows that begin before the ISO instant are purged. */
  purgeBefore(instant: string): void;
  /** From now on the most items on a page, whatever `limit` asks for. */
  limitPages(pageSize: number): void;
  /** From now on, or no longer, the last page of a listing leads back to its first. */
  loopCursors(isLooping: boolean): void;
  /** The bytes of the next `times` attachments asked for are sent so. */
  spoilNext(times: number, spoiling: Spoiling): void;
  /** The next `times` requests (of the fault's route) fail so. Several faults wait in line. */
  failNext(times: number, fault: Fault): void;
  /** Every request so far and how it was answered. */
  readonly requests: readonly { route: Route; status: number }[];
  /** Sessions opened so far; refused logins are not in it. */
  readonly logins: number;
}

/** How the site lists at the moment. */
interface Listing {
  withheld: Set<unknown>;
  keepsFrom: number;
  pageSize: number;
  isLooping: boolean;
}

interface Parts {
  sessions: Sessions;
  pages: WindowPages;
  archive: Archive;
  faults: Faults;
  listing: Listing;
  spoilings: Spoilings;
  requests: { route: Route; status: number }[];
}

const LOGIN_PATH = '/rest/v1/session';
const ITEMS_PATH = '/rest/v1/archive/items';
const ATTACHMENT_PATH = `${ITEMS_PATH}/:itemId/attachments/:attachmentId`;

/** The TeleMessage archive site of the assumed contract (docs), over HTTPS and in memory. */
export async function startTeleMessageSite(options: TeleMessageSiteOptions): Promise<TeleMessageSite> {
  const parts = partsOf(options);
  const { tls, port = 0 } = options;
  const server = await startHttps({ tls, port, fetch: routes(parts).fetch });
  return {
    ...server,
    expireTokens: () => parts.sessions.expireAll(),
    addItems: (items, attachmentBytes) => parts.archive.add(items, attachmentBytes),
    withhold: (itemIds) => void (parts.listing.withheld = new Set(itemIds)),
    purgeBefore: (instant) => void (parts.listing.keepsFrom = Date.parse(instant)),
    limitPages: (pageSize) => void (parts.listing.pageSize = pageSize),
    loopCursors: (isLooping) => void (parts.listing.isLooping = isLooping),
    spoilNext: (times, spoiling) => parts.spoilings.add(times, spoiling),
    failNext: (times, fault) => parts.faults.add(times, fault),
    requests: parts.requests,
    get logins() {
      return parts.sessions.logins;
    },
  };
}

function partsOf(options: TeleMessageSiteOptions): Parts {
  const { accounts, tokenLifetimeSeconds = 3600, now = Date.now, keepsFrom, pageSize = 500 } = options;
  const archive = new Archive();
  const listing: Listing = {
    withheld: new Set(),
    keepsFrom: keepsFrom === undefined ? -Infinity : Date.parse(keepsFrom),
    pageSize,
    isLooping: false,
  };
  archive.add(options.items, options.attachmentBytes);
  return {
    archive,
    sessions: new Sessions({ accounts, lifetimeSeconds: tokenLifetimeSeconds, now }),
    pages: new WindowPages({
      archive,
      keepsFrom: () => listing.keepsFrom,
      pageSize: () => listing.pageSize,
      hasEmptyFirstPage: options.hasEmptyFirstPage ?? false,
      isLooping: () => listing.isLooping,
      isWithheld: ({ itemId }) => listing.withheld.has(itemId),
    }),
    listing,
    faults: new Faults(),
    spoilings: new Spoilings(),
    requests: [],
  };
}

function routes({
  sessions,
  pages,
  archive,
  faults,
  spoilings,
  requests,
}: Parts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    await next();
    requests.push({ route: routeOf(c.req.path), status: c.res.status });
  });
  app.use(async (c, next) => faults.next(routeOf(c.req.path)) ?? (await next()));

  app.post(LOGIN_PATH, async (c) => c.json(sessions.logIn(await jsonBody(c))));
  app.get(ITEMS_PATH, (c) => {
    const { products } = sessions.authorize(c.req.header('authorization'));
    return c.json(pages.answer(singleParameters(c), products));
  });
  app.get(ATTACHMENT_PATH, (c) => {
    sessions.authorize(c.req.header('authorization'));
    const { itemId, attachmentId } = c.req.param();
    const bytes = archive.attachment(itemId, attachmentId);
    return spoilings.apply(attachmentResponse(bytes, c.req.header('range')), c.env.outgoing);
  });

  app.all(LOGIN_PATH, () => wrongMethod('POST'));
  app.all(ITEMS_PATH, () => wrongMethod('GET, HEAD'));
  app.all(ATTACHMENT_PATH, () => wrongMethod('GET, HEAD'));
  app.notFound((c) => c.json(new Refusal(404, 'NotFound', 'There is nothing here.').body, 404));
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json(error.body, error.status, error.headers);
  });
  return app;
}

function routeOf(path: string): Route {
  if (path === LOGIN_PATH) return 'login';
  if (path === ITEMS_PATH) return 'items';
  return path.startsWith(`${ITEMS_PATH}/`) ? 'attachments' : 'other';
}

function wrongMethod(allow: string): never {
  throw new Refusal(405, 'MethodNotAllowed', `Allowed: ${allow}.`, { allow });
}

async function jsonBody(c: Context): Promise<unknown> {
  const isJson = /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '');
  if (!isJson) return undefined;
  return c.req.json().catch(() => undefined);
}

/** A parameter given twice means two things at once. */
function singleParameters(c: Context): Record<string, string> {
  const entries = Object.entries(c.req.queries()).map(([name, values]) => [name, values.join('\n')]);
  return Object.fromEntries(entries);
}
