import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { ArchiveError } from '../domain/errors.js';
import type { Tls } from './tls-files.js';

export interface Serving {
  /** Without a slash at its end. */
  url: string;
  port: number;
  /** Resolves once no connection is open; those that are kept alive are ended. */
  close: () => Promise<void>;
}

export interface ServeOptions {
  host: string;
  /** 0: a free one. */
  port: number;
  tls: Tls | undefined;
  fetch: (request: Request) => Response | Promise<Response>;
}

/** Listens until `close`. Rejects with InvalidArgument where the port is taken or the address is not ours. */
export async function serve({ host, port, tls, fetch }: ServeOptions): Promise<Serving> {
  const server = createAdaptorServer({
    fetch,
    ...(tls && { createServer: createHttpsServer, serverOptions: tls }),
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
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
    port: address.port,
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // Node's own closeAllConnections does not know sockets that are still in their TLS handshake.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
