import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';
import { GraphClient, type GraphCall } from '../../src/microsoft365/graph-client.js';
import { TokenSource } from '../../src/microsoft365/token-source.js';
import { makeTls } from '../../src/sandbox/tls.js';
import { trust } from '../support/trust.js';
import { never } from './support.js';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const call: GraphCall<{ id: string }> = {
  doing: 'testing',
  path: '/users',
  deadlineMs: 5_000,
  answer: z.object({ id: z.string() }),
};
const create = { ...call, body: { subject: 'x' } };
const UNREACHABLE = { name: 'ArchiveError', code: 'GraphUnreachable' };

/** A port that nobody listens on any more. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert(typeof address === 'object' && address !== null);
  server.close();
  return address.port;
}

/** Graph and whatever stands in front of it, at its worst. */
describe('GraphClient', () => {
  let server: Server;
  let url: string;
  let requests: {
    method: string | undefined;
    url: string | undefined;
    headers: IncomingMessage['headers'];
  }[];
  let answers: Answer[];
  const sockets = new Set<Duplex>();

  before(async () => {
    const tls = await makeTls();
    trust(tls.ca);
    server = createServer({ key: tls.key, cert: tls.cert }, (request, response) => {
      const { method, url: path, headers } = request;
      requests.push({ method, url: path, headers });
      const answer = answers.shift();
      request.resume().on('end', () => answer?.(response, request));
    });
    server.on('connection', (socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert(typeof address === 'object' && address !== null);
    url = `https://127.0.0.1:${address.port}`;
  });
  after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  beforeEach(() => {
    requests = [];
    answers = [];
  });

  function client(graphUrl = url): GraphClient {
    let logins = 0;
    const logIn = async () => ({ token: `token-${(logins += 1)}`, expiresOnTimestamp: Infinity });
    return new GraphClient(graphUrl, new TokenSource(logIn));
  }

  const json =
    (body: unknown, status = 200): Answer =>
    (response) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const html =
    (status: number, headers: Record<string, string> = {}): Answer =>
    (response) =>
      void response
        .writeHead(status, { 'content-type': 'text/html', ...headers })
        .end('<html>Sign in</html>');

  it('asks for immutable ids and carries the token on every call', async () => {
    answers.push(json({ id: 'a' }), json({ id: 'b' }));
    await client().send(call, never());
    await client().send(create, never());
    assert.deepEqual(
      requests.map(({ method, url: path, headers }) => [
        method,
        path,
        headers.authorization,
        headers['prefer'],
      ]),
      [
        ['GET', '/v1.0/users', 'Bearer token-1', 'IdType="ImmutableId"'],
        ['POST', '/v1.0/users', 'Bearer token-1', 'IdType="ImmutableId"'],
      ],
    );
  });

  it('encodes what stands in a query', async () => {
    answers.push(json({ id: 'a' }));
    await client().send({ ...call, query: { $filter: "mail eq 'a&b=c#d+e%/ü?'" } }, never());
    const sent = new URL(requests[0]?.url ?? '', url).searchParams;
    assert.deepEqual([...sent], [['$filter', "mail eq 'a&b=c#d+e%/ü?'"]]);
  });

  for (const status of [429, 500, 502, 503, 504]) {
    it(`sends a create that was answered with ${status} no second time`, async () => {
      answers.push(html(status), json({ id: 'second' }));
      await assert.rejects(client().send(create, never()));
      assert.equal(requests.length, 1);
    });
  }

  it('keeps status, wait and request id of an answer whose body is empty or HTML', async () => {
    const headers = { 'retry-after': '9', 'request-id': 'abc-1' };
    answers.push(html(503, headers), (response) => void response.writeHead(429, headers).end());
    const common = { name: 'ArchiveError', retryAfterMs: 9_000 };
    await assert.rejects(client().send(call, never()), {
      ...common,
      code: 'GraphUnreachable',
      message: 'Microsoft Graph answered 503 while testing (request abc-1).',
    });
    await assert.rejects(client().send(call, never()), { ...common, code: 'Throttled' });
  });

  it('keeps texts that are no code out of its messages', async () => {
    const body = { error: { code: 'Ann Example 447700900123', message: 'ann@contoso.example' } };
    answers.push(
      (response) =>
        void response.writeHead(400, { 'request-id': 'ann@contoso.example' }).end(JSON.stringify(body)),
    );
    await assert.rejects(client().send(call, never()), {
      message: 'Microsoft Graph answered 400 while testing.',
    });
  });

  it('takes a page where JSON should be, or JSON of another shape, for no answer', async () => {
    answers.push(
      html(200),
      json({ name: 'no id' }),
      json([]),
      (response) => void response.writeHead(204).end(),
    );
    for (const _ of Array.from({ length: 4 }))
      await assert.rejects(client().send(create, never()), UNREACHABLE);
  });

  it('follows no redirect: a POST must not arrive anywhere else or twice', async () => {
    answers.push(html(307, { location: `${url}/v1.0/elsewhere` }), json({ id: 'b' }));
    await assert.rejects(client().send(create, never()), UNREACHABLE);
    assert.equal(requests.length, 1);
  });

  it('takes a broken connection for an unknown outcome and names the network code', async () => {
    answers.push((_response, request) => void request.socket.destroy());
    await assert.rejects(client().send(create, never()), { ...UNREACHABLE, message: /\(\w+\)\.$/ });
    await assert.rejects(client(`https://127.0.0.1:${await closedPort()}`).send(create, never()), {
      ...UNREACHABLE,
      message: 'Microsoft Graph gave no usable answer while testing (ECONNREFUSED).',
    });
  });

  it('takes an answer that breaks off for an unknown outcome', async () => {
    answers.push((response, request) => {
      response
        .writeHead(201, { 'content-type': 'application/json', 'content-length': '100' })
        .write('{"id":');
      setImmediate(() => request.socket.destroy());
    });
    await assert.rejects(client().send(create, never()), UNREACHABLE);
  });

  it('waits no longer than the deadline, for the head or for the end of an answer', async () => {
    const silent: Answer = () => undefined;
    const stalled: Answer = (response) => void response.writeHead(200).write('{"id":');
    answers.push(silent, stalled);
    for (const _ of [silent, stalled]) {
      const started = performance.now();
      await assert.rejects(client().send({ ...create, deadlineMs: 100 }, never()), {
        ...UNREACHABLE,
        message: 'Microsoft Graph gave no usable answer while testing (no answer in time).',
      });
      assert(performance.now() - started < 2_000);
    }
  });

  it("ends with the caller's own reason when the caller ends it", async () => {
    const controller = new AbortController();
    answers.push(() => controller.abort(new Error('canceled')));
    await assert.rejects(client().send(create, controller.signal), { message: 'canceled' });
  });

  it('logs in once more where Graph no longer takes the token, and sends the call once more', async () => {
    answers.push(json({ error: { code: 'InvalidAuthenticationToken' } }, 401), json({ id: 'made' }, 201));
    assert.deepEqual(await client().send(create, never()), { id: 'made' });
    assert.deepEqual(
      requests.map(({ headers }) => headers.authorization),
      ['Bearer token-1', 'Bearer token-2'],
    );
  });

  it('gives up after the second 401', async () => {
    answers.push(html(401), html(401), json({ id: 'third' }));
    await assert.rejects(client().send(create, never()), { code: 'GraphRefusedLogin' });
    assert.equal(requests.length, 2);
  });

  it('follows the pages of a list, on the host it was opened with', async () => {
    answers.push(
      json({
        value: [{ id: 'a' }],
        '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skip=1&$filter=x%20eq%20%27y%27',
      }),
      json({ value: [{ id: 'b' }] }),
    );
    const headers = { ConsistencyLevel: 'eventual' };
    assert.deepEqual(await client().list({ ...call, headers }, never()), [{ id: 'a' }, { id: 'b' }]);
    assert.equal(requests[1]?.url, '/v1.0/users?$skip=1&$filter=x%20eq%20%27y%27');
    const levels = requests.map((request) => request.headers['consistencylevel']);
    assert.deepEqual(levels, ['eventual', 'eventual']);
  });

  it('follows no next link that leads away, and none for ever', async () => {
    const links = [
      'https://evil.example/',
      'no link',
      'http://127.0.0.1/v1.0/users',
      // The SDK takes what stands before an https:// in a path for a host.
      `${url}/v1.0/${new URL(url).host.replace('127.0.0.1', 'localhost')}/users?x=https://`,
    ];
    for (const link of links) {
      answers = [json({ value: [], '@odata.nextLink': link }), json({ value: [] })];
      requests = [];
      await assert.rejects(client().list(call, never()), UNREACHABLE, link);
      assert.equal(requests.length, 1, link);
    }
    answers = Array.from({ length: 200 }, () =>
      json({ value: [], '@odata.nextLink': `${url}/v1.0/users?$skip=1` }),
    );
    await assert.rejects(client().list(call, never()), UNREACHABLE);
  });
});
