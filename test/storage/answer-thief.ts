import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AnswerThief {
  url: string;
  /** How many answers were lost so far. */
  stolen: number;
  /** Lets the next request of this method reach the server, and cuts the line instead of answering. */
  stealNext(method: string): void;
  close(): Promise<void>;
}

/** Stands in front of a server and can lose the answer to a request that the server has carried out. */
export async function startAnswerThief(target: string): Promise<AnswerThief> {
  let wanted: string | undefined;
  const server = createServer((incoming, answer) => {
    const isStolen = incoming.method === wanted;
    if (isStolen) wanted = undefined;
    forward(target, incoming, (response) => {
      if (!isStolen) return pass(response, answer);
      thief.stolen += 1;
      response.resume().once('end', () => answer.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const thief: AnswerThief = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stolen: 0,
    stealNext: (method) => {
      wanted = method;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return thief;
}

function forward(target: string, incoming: IncomingMessage, use: (response: IncomingMessage) => void): void {
  const url = new URL(incoming.url ?? '/', target);
  const { method, headers } = incoming;
  incoming.pipe(request(url, { ...(method !== undefined && { method }), headers }, use));
}

function pass(response: IncomingMessage, answer: ServerResponse): void {
  answer.writeHead(response.statusCode ?? 500, response.headers);
  response.pipe(answer);
}
