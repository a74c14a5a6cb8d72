import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A port in front of another one, behind which a service can be out of reach for a while. */
export interface TcpProxy {
  port: number;
  /** Breaks every connection; new ones are refused. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const listen = async (port: number): Promise<Server> => {
    const listening = createServer((socket) => pass(socket, targetPort, sockets)).listen(port, '127.0.0.1');
    await once(listening, 'listening');
    return listening;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };
  return { port, cut, close: cut, restore: async () => void (server = await listen(port)) };
}

function pass(socket: Socket, targetPort: number, sockets: Set<Socket>): void {
  const target = connect(targetPort, '127.0.0.1');
  for (const [one, other] of [
    [socket, target],
    [target, socket],
  ] as const) {
    sockets.add(one);
    one.pipe(other);
    one.on('error', () => undefined); // its end is what counts
    one.once('close', () => {
      sockets.delete(one);
      other.destroy();
    });
  }
}
