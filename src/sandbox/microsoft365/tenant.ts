import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { startHttps } from '../https-server.js';
import type { Tls } from '../tls.js';
import { adminConsentRoutes } from './admin-consent.js';
import { findUser, makeUser, type NewUser } from './directory.js';
import { entraRoutes } from './entra.js';
import { Faults, injectFaults, type Fault } from './faults.js';
import { Refusal } from './graph-error.js';
import { graphRoutes } from './graph.js';
import { Mailbox, type Folder, type StoredMessage } from './mailbox.js';
import { pageRoutes } from './page.js';
import { recordRequests, type GraphEnv, type RecordedRequest } from './requests.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import type { Tenant } from './state.js';
import { Throttle } from './throttle.js';
import { uploadRoutes } from './uploads.js';
import { UploadSessions } from './upload-sessions.js';

export interface Microsoft365Options extends Partial<Settings> {
  tls: Tls;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  users: NewUser[];
  /** Default: a free one. */
  port?: number;
}

/** A running tenant. A `user` is an object id or a user principal name. */
export interface Microsoft365Sandbox extends Tenant {
  /** Graph, Entra's authority host and the page to look at: `https://127.0.0.1:<port>`. */
  url: string;
  close: () => Promise<void>;
  faults: Faults;
  requests: RecordedRequest[];
  failNext(times: number, fault: Fault): void;
  /** As they lie in the mailbox, in the order they came, each with its folder's name. */
  messagesOf(user: string): (StoredMessage & { folderName: string })[];
  foldersOf(user: string): Folder[];
  /** The most calls the mailbox ever met at once, refused ones included. */
  peakConcurrency(user: string): number;
  /** As a person does in Outlook; `folder` is an id, a well-known name or a display name. */
  moveMessage(user: string, messageId: string, folder: string): void;
  removeFolder(user: string, folder: string): void;
  /** Ends every token early: the next call with one is answered 401. */
  expireTokens(): void;
  /** Ends every upload session early: the next slice is answered 404. */
  expireUploads(): void;
  /** Into the deleted items of the directory; the mailbox goes with the user. */
  deleteUser(user: string): void;
  revokeMailbox(user: string, isRevoked?: boolean): void;
  fillMailbox(user: string, isFull?: boolean): void;
}

/** Starts the pretend Microsoft 365 tenant: Entra's token endpoint, Graph's mail and user calls, and a page. */
export async function startMicrosoft365(options: Microsoft365Options): Promise<Microsoft365Sandbox> {
  const tenant = makeTenant(options);
  const faults = new Faults();
  const requests: RecordedRequest[] = [];
  const { tls, port } = options;
  const { fetch } = appOf(tenant, faults, requests);
  const server = await startHttps({ tls, fetch, ...(port !== undefined && { port }) });
  const uploads = await startHttps({ tls, fetch: uploadAppOf(tenant, faults, requests).fetch });
  tenant.uploadOrigin = uploads.url;
  return {
    ...tenant,
    ...controlsOf(tenant),
    url: server.url,
    close: async () => void (await Promise.all([server.close(), uploads.close()])),
    faults,
    requests,
    failNext: (times, fault) => faults.failNext(times, fault),
  };
}

function makeTenant(options: Microsoft365Options): Tenant {
  const { tls: _tls, port: _port, tenantId, clientId, clientSecret, users: given, ...chosen } = options;
  const settings = { ...DEFAULT_SETTINGS, ...chosen };
  const users = given.map(makeUser);
  return {
    tenantId,
    clientId,
    clientSecret,
    signingKey: newKey(),
    users,
    mailboxes: new Map(users.map((user) => [user.id, new Mailbox(user)])),
    settings,
    rights: {
      mail: true,
      mailInEntra: false,
      directory: true,
      mailboxSettings: true,
      deniedMailboxes: new Set(),
    },
    throttle: new Throttle(settings),
    uploads: new UploadSessions(),
    uploadOrigin: '',
  };
}

function newKey(): string {
  return randomBytes(32).toString('hex');
}

function appOf(tenant: Tenant, faults: Faults, requests: RecordedRequest[]): Hono<GraphEnv> {
  const app = newApp();
  for (const path of ['/v1.0/*', '/:tenant/oauth2/*', '/:tenant/v2.0/*'])
    app.use(path, injectFaults(faults), recordRequests(requests));
  app.route('/', pageRoutes(tenant));
  const send = async (request: Request, c: Context<GraphEnv>) => await app.fetch(request, c.env);
  app.route('/v1.0', graphRoutes(tenant, send));
  app.route('/', entraRoutes(tenant));
  app.route('/', adminConsentRoutes(tenant));
  return app;
}

/** The other host, which takes the slices of upload sessions. */
function uploadAppOf(tenant: Tenant, faults: Faults, requests: RecordedRequest[]): Hono<GraphEnv> {
  const app = newApp();
  app.use('*', injectFaults(faults), recordRequests(requests));
  app.route('/', uploadRoutes(tenant));
  return app;
}

function newApp(): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>();
  app.onError((error, c) => {
    if (error instanceof Refusal) return error.respond(c);
    throw error;
  });
  return app;
}

function controlsOf(tenant: Tenant) {
  const mailboxOf = (key: string): Mailbox => {
    const user = findUser(tenant.users, key);
    const mailbox = user && tenant.mailboxes.get(user.id);
    if (mailbox === undefined) throw new RangeError('The sandbox tenant has no such user.');
    return mailbox;
  };
  const folderIn = (mailbox: Mailbox, key: string): Folder =>
    mailbox.childrenOf(mailbox.root).find(({ displayName }) => displayName === key) ?? mailbox.folder(key);
  return {
    messagesOf(user: string) {
      const mailbox = mailboxOf(user);
      return mailbox.messages().map((message) => ({ ...message, folderName: mailbox.folderName(message) }));
    },
    foldersOf: (user: string) => [...mailboxOf(user).folders.values()],
    peakConcurrency: (user: string) => tenant.throttle.peak(mailboxOf(user).user.id),
    moveMessage(user: string, messageId: string, folder: string) {
      const mailbox = mailboxOf(user);
      mailbox.move(mailbox.message(messageId), folderIn(mailbox, folder));
    },
    removeFolder(user: string, folder: string) {
      const mailbox = mailboxOf(user);
      mailbox.removeFolder(folderIn(mailbox, folder));
    },
    expireTokens: () => void (tenant.signingKey = newKey()),
    expireUploads: () => tenant.uploads.expireAll(),
    deleteUser: (user: string) => void (mailboxOf(user).user.deletedDateTime = new Date().toISOString()),
    revokeMailbox: (user: string, isRevoked = true) => void (mailboxOf(user).isRevoked = isRevoked),
    fillMailbox: (user: string, isFull = true) => void (mailboxOf(user).isFull = isFull),
  };
}
