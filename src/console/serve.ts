import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { ArchiveError } from '../domain/errors.js';

export interface Serving {
  /** Without a slash at its end. */
  url: string;
  /** Resolves once no connection is open; those that are kept alive are ended. */
  close: () => Promise<void>;
}

export interface ServeOptions {
  host: string;
  /** 0: a free one. */
  port: number;
  tls: { key: Buffer; cert: Buffer } | undefined;
  fetch: (request: Request) => Response | Promise<Response>;
}

/** Listens until `close`. Rejects with InvalidArgument where the port is taken or the address is not ours. */
export async function serve({ host, port, tls, fetch }: ServeOptions): Promise<Serving> {
  const server = createAdaptorServer({
    fetch,
    ...(tls && { createServer: createHttpsServer, serverOptions: tls }),
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new ArchiveError('InvalidArgument', `The console cannot listen on ${host}:${port}.`, {
      cause,
      nextStep: 'Give another address or port: the port may be taken by another program.',
    });
  }
  const address = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
