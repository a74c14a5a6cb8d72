import { once } from 'node:events';
import { createServer, Server } from 'node:https';
import type { Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Tls } from './tls.js';

export interface HttpsServer {
  /** `https://127.0.0.1:<port>`, without a slash at its end. */
  url: string;
  /** Ends the server and every connection to it, also one that is kept alive or in the middle of an answer. */
  close: () => Promise<void>;
}

export interface HttpsOptions {
  tls: Tls;
  /** A Hono app's `fetch`. */
  fetch: (request: Request) => Response | Promise<Response>;
  /** Default: a free one. */
  port?: number;
}

/** Serves on 127.0.0.1 only. Rejects where the port is taken. */
export async function startHttps({ tls, fetch, port = 0 }: HttpsOptions): Promise<HttpsServer> {
  const server = createAdaptorServer({
    fetch,
    createServer,
    serverOptions: { key: tls.key, cert: tls.cert },
  });
  if (!(server instanceof Server)) throw new TypeError('createAdaptorServer made no HTTPS server.');
  const sockets = socketsOf(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.');
  return { url: `https://127.0.0.1:${address.port}`, close: () => closeNow(server, sockets) };
}

/** Node's own closeAllConnections does not know sockets that are still in their TLS handshake. */
function socketsOf(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function closeNow(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
