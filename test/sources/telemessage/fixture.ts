import { once } from 'node:events';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TeleMessageSource } from '../../../src/domain/connector.js';
import { startTeleMessageSite, type TeleMessageSiteOptions } from '../../../src/sandbox/telemessage/site.js';
import { makeTls, type Tls } from '../../../src/sandbox/tls.js';
import { openTeleMessage } from '../../../src/sources/telemessage/telemessage-source.js';
import { trust } from '../../support/trust.js';

export const WINDOW = { from: '2026-11-20T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };

const ACCOUNT = {
  id: 'account-1',
  username: 'admin@contoso.example',
  password: 'right',
  products: ['whatsapp-phone-archiver'],
};

let tls: Promise<Tls> | undefined;

/** One authority for all tests of this process, which then trusts it. */
export async function trustedTls(): Promise<Tls> {
  tls ??= makeTls().then((made) => {
    trust(made.ca);
    return made;
  });
  return await tls;
}

/** A password and the memory of its refusals, as the secrets directory and storage hold them. */
export class Credentials {
  password = 'right';
  refused: string | null = null;
  readonly secrets = {
    read: async () =>
      await Promise.resolve({ value: { reveal: () => this.password }, version: `v:${this.password}` }),
  };
  readonly refusals = {
    refusedVersion: async () => await Promise.resolve(this.refused),
    refuse: async (version: string) => {
      this.refused = await Promise.resolve(version);
    },
  };
}

export function siteSettings(
  url: string,
  product: TeleMessageSource['product'] = 'whatsapp-phone-archiver',
): TeleMessageSource {
  return {
    type: 'telemessage',
    product,
    url,
    username: ACCOUNT.username,
    passwordSecret: 'telemessage-emea',
  };
}

export function sourceOf(
  url: string,
  credentials = new Credentials(),
  product?: TeleMessageSource['product'],
) {
  return openTeleMessage(siteSettings(url, product), credentials.secrets, credentials.refusals);
}

/** The sandbox's site and a source that reads it. */
export async function startSite(options: Partial<TeleMessageSiteOptions> = {}) {
  const site = await startTeleMessageSite({
    tls: await trustedTls(),
    accounts: [ACCOUNT],
    items: [],
    ...options,
  });
  const credentials = new Credentials();
  return { site, credentials, source: sourceOf(site.url, credentials) };
}

export const LOGIN = { token: 'token', expiresInSeconds: 60, account: { id: 'account-1', products: [] } };

/** A site that lets everybody in and then answers, byte for byte, as no good site would. */
export async function startRawSite(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  logIn: () => object = () => LOGIN,
) {
  const { key, cert } = await trustedTls();
  const server = createServer({ key, cert }, (request, response) => {
    if (request.method !== 'POST') return answer(request, response);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(logIn()));
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.');
  const url = `https://127.0.0.1:${address.port}`;
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    // Also one in the middle of its handshake, which closeAllConnections does not know of.
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url, source: sourceOf(url), close };
}

/** A signal that nobody aborts. */
export const patience = () => new AbortController().signal;
