import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { startHttps } from '../../src/sandbox/https-server.js';
import { makeTls, type Tls } from '../../src/sandbox/tls.js';
import { call } from './https-client.js';

describe('the HTTPS server of the sandbox', () => {
  let tls: Tls;
  before(async () => {
    tls = await makeTls();
  });

  it('is trusted under both of its names by whoever trusts its authority, and by nobody else', async () => {
    const server = await startHttps({ tls, fetch: () => new Response('here') });
    for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost')]) {
      assert.equal((await call(url, { ca: tls.ca })).bytes.toString(), 'here');
    }
    const stranger = await makeTls();
    await assert.rejects(call(server.url, { ca: stranger.ca }), /certificate|issuer|signature/i);
    await server.close();
  });

  it('ends when told to, whatever connections are open', async () => {
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const never = new Promise<Response>(() => {});
    const fetch = (request: Request) => {
      if (!request.url.endsWith('/never')) return new Response('here');
      isAsked();
      return never;
    };
    const server = await startHttps({ tls, fetch });
    const agent = new Agent({ keepAlive: true });
    await call(server.url, { ca: tls.ca, agent });
    const unanswered = assert.rejects(call(`${server.url}/never`, { ca: tls.ca }));
    const mute = connect(Number(new URL(server.url).port), '127.0.0.1');
    mute.on('error', () => {});
    await Promise.all([asked, once(mute, 'connect')]);
    await server.close();
    await unanswered;
    await assert.rejects(call(server.url, { ca: tls.ca }), /ECONNREFUSED/);
    agent.destroy();
  });
});
