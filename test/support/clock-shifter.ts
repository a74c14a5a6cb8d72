import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ClockShifter {
  url: string;
  close(): Promise<void>;
}

/** Stands in front of a server whose clock then seems to be so far ahead, by the `Date` of its answers. */
export async function startClockShifter(target: string, aheadMs: number): Promise<ClockShifter> {
  const server = createServer((incoming, answer) => {
    forward(target, incoming, (response) => {
      const date = new Date(Date.parse(response.headers.date ?? '') + aheadMs).toUTCString();
      answer.writeHead(response.statusCode ?? 500, { ...response.headers, date });
      response.pipe(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(target: string, incoming: IncomingMessage, use: (response: IncomingMessage) => void): void {
  const url = new URL(incoming.url ?? '/', target);
  const { method = 'GET', headers } = incoming;
  incoming.pipe(request(url, { method, headers }, use));
}
