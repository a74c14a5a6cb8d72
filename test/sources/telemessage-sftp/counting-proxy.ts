import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A port in front of a server that counts what the server sends, and can cut connections in the middle. */
export interface CountingProxy {
  port: number;
  readonly received: number;
  readonly connections: number;
  /** Resolves when that many more bytes have come from the server. */
  afterBytes(bytes: number): Promise<void>;
  /** Breaks every connection; new ones are let through. */
  cut(): void;
  close(): Promise<void>;
}

export async function startCountingProxy(targetPort: number): Promise<CountingProxy> {
  const sockets = new Set<Socket>();
  const waiting: { at: number; go: () => void }[] = [];
  let [received, connections] = [0, 0];
  const server = createServer((socket) => {
    connections += 1;
    const target = connect(targetPort, '127.0.0.1');
    for (const one of [socket, target]) {
      sockets.add(one);
      one.on('error', () => undefined); // its end is what counts
      one.once('close', () => {
        sockets.delete(one);
        socket.destroy();
        target.destroy();
      });
    }
    target.on('data', (chunk) => {
      received += chunk.length;
      for (const { at, go } of waiting) if (received >= at) go();
    });
    socket.pipe(target);
    target.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get received() {
      return received;
    },
    get connections() {
      return connections;
    },
    afterBytes: async (bytes) =>
      await new Promise((go) => void waiting.push({ at: received + bytes, go: () => go() })),
    cut: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
