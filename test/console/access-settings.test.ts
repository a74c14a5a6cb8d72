import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConsole } from '../../src/console/open.js';
import { readConsoleSettings } from '../../src/console/settings.js';
import { ArchiveError } from '../../src/domain/errors.js';
import { makeTls } from '../../src/sandbox/tls.js';
import type { Environment } from '../../src/settings/schema.js';
import { silentLogger } from './silent-logger.js';
import { storedMeans } from './stored-means.js';

describe('the settings of the console', () => {
  let directory: string;
  let tls: Environment;
  let signIn: Environment;

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'archiver-console-'));
    const file = (name: string, text: string): string => {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    };
    const { cert, key } = await makeTls();
    tls = {
      ARCHIVER_CONSOLE_TLS_CERT_PATH: file('cert.pem', cert),
      ARCHIVER_CONSOLE_TLS_KEY_PATH: file('key.pem', key),
    };
    file('other-key.pem', (await makeTls()).key);
    signIn = {
      ARCHIVER_CONSOLE_URL: 'https://archiver.contoso.example/',
      ARCHIVER_OIDC_ISSUER: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0',
      ARCHIVER_OIDC_CLIENT_ID: '66666666-7777-8888-9999-000000000000',
      ARCHIVER_OIDC_CLIENT_SECRET: 'canary',
      ARCHIVER_OIDC_ROLES: '{ "auditor": ["Archiver.Auditor"], "viewer": ["a", "b"] }',
    };
  });

  after(() => rmSync(directory, { recursive: true }));

  /** The faults that are named, one a line. */
  function faultsOf(environment: Environment): string[] {
    try {
      readConsoleSettings(environment);
    } catch (error) {
      assert.ok(error instanceof ArchiveError && error.code === 'InvalidArgument');
      assert.doesNotMatch(`${error.message} ${error.nextStep}`, /canary/, 'a value is shown');
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    }
    return [];
  }
  const named = (environment: Environment): string[] =>
    faultsOf(environment)
      .map((line) => line.split(' ')[0] ?? '')
      .toSorted();

  it('open it on loopback for the local user, where nothing is set', () => {
    const { host, port, tls: none, url, signIn: nobody, localUser } = readConsoleSettings({});
    assert.deepEqual([host, port, none, url, nobody], ['127.0.0.1', 8230, undefined, undefined, undefined]);
    assert.ok(localUser);
  });

  for (const host of [
    '0.0.0.0',
    '::',
    '192.0.2.1',
    'archiver.contoso.example',
    '::ffff:127.0.0.1',
    '127.1',
  ]) {
    it(`open it on ${host} with TLS and a sign-in only, and name all that is missing at once`, () => {
      const environment = { ARCHIVER_CONSOLE_HOST: host };
      const all = [
        'ARCHIVER_CONSOLE_TLS_CERT_PATH',
        'ARCHIVER_CONSOLE_TLS_KEY_PATH',
        'ARCHIVER_CONSOLE_URL',
        'ARCHIVER_OIDC_CLIENT_ID',
        'ARCHIVER_OIDC_ISSUER',
        'ARCHIVER_OIDC_ROLES',
      ];
      assert.deepEqual(named(environment), all);
      assert.deepEqual(named({ ...environment, ...tls }), all.slice(2));
      assert.deepEqual(named({ ...environment, ...signIn }), all.slice(0, 2));
      assert.deepEqual(named({ ...environment, ...tls, ...signIn }), []);
    });
  }

  it('take no part of a sign-in for a whole one, also on loopback', () => {
    for (const [name, text] of Object.entries(signIn)) {
      const expected = Object.keys(signIn).filter((other) => other !== name && !other.endsWith('SECRET'));
      assert.deepEqual(named({ [name]: text }), expected.toSorted(), name);
    }
  });

  it('name the certificate and key that cannot be used', () => {
    const cert = tls['ARCHIVER_CONSOLE_TLS_CERT_PATH'];
    assert.deepEqual(named({ ARCHIVER_CONSOLE_TLS_CERT_PATH: cert }), ['ARCHIVER_CONSOLE_TLS_KEY_PATH']);
    for (const key of ['none.pem', 'other-key.pem', 'cert.pem']) {
      const environment = { ...tls, ARCHIVER_CONSOLE_TLS_KEY_PATH: join(directory, key) };
      assert.deepEqual(named(environment), ['ARCHIVER_CONSOLE_TLS_KEY_PATH'], key);
    }
  });

  const WRONG: [name: string, text: string, fault: RegExp][] = [
    ['ARCHIVER_CONSOLE_HOST', 'a b', /is not an address to listen on/],
    ['ARCHIVER_CONSOLE_PORT', '65536', /is not a port/],
    ['ARCHIVER_CONSOLE_URL', 'http://archiver.contoso.example', /is not an https address/],
    ['ARCHIVER_CONSOLE_URL', 'https://contoso.example/archiver', /has a path/],
    ['ARCHIVER_OIDC_ISSUER', 'http://login.example', /is not an https address/],
    ['ARCHIVER_OIDC_ISSUER', 'https://login.microsoftonline.com/common/v2.0', /names no tenant/],
    ['ARCHIVER_OIDC_ISSUER', 'https://login.microsoftonline.com/Common/v2.0', /names no tenant/],
    ['ARCHIVER_OIDC_ISSUER', 'https://login.microsoftonline.com/%63ommon/v2.0', /names no tenant/],
    ['ARCHIVER_OIDC_ISSUER', 'https://login.microsoftonline.com/organizations', /names no tenant/],
    ['ARCHIVER_OIDC_SCOPE', 'profile email', /lacks openid/],
    ['ARCHIVER_OIDC_ROLES', 'canary', /is not JSON such as/],
    ['ARCHIVER_OIDC_ROLES', '{}', /is not JSON such as/],
    ['ARCHIVER_OIDC_ROLES', '{"auditor":[]}', /is not JSON such as/],
    ['ARCHIVER_OIDC_ROLES', '{"auditor":[""]}', /is not JSON such as/],
    ['ARCHIVER_OIDC_ROLES', '{"admin":["canary"]}', /is not JSON such as/],
    ['ARCHIVER_OIDC_ROLES', '{"viewer":"canary"}', /is not JSON such as/],
  ];
  for (const [name, text, fault] of WRONG) {
    it(`do not take ${text} for ${name}`, () => {
      const [line, ...more] = faultsOf({ ...tls, ...signIn, [name]: text });
      assert.match(line ?? '', new RegExp(`^${name} `));
      assert.match(line ?? '', fault);
      assert.deepEqual(more, []);
    });
  }

  it('hold the secret so that nobody sees it', () => {
    const settings = readConsoleSettings(signIn);
    assert.equal(settings.signIn?.clientSecret?.reveal(), 'canary');
    assert.doesNotMatch(JSON.stringify(settings), /canary/);
  });

  it('behind a proxy, open it under the address that people know and for nobody who has not signed in', async () => {
    // Nothing listens at the issuer's address: the console opens all the same.
    const settings = readConsoleSettings({
      ...signIn,
      ARCHIVER_CONSOLE_PORT: '0',
      ARCHIVER_OIDC_ISSUER: 'https://127.0.0.1:1/',
    });
    const serving = await openConsole(settings, { means: await storedMeans(), logger: silentLogger });
    try {
      assert.equal(serving.url, 'https://archiver.contoso.example');
      const ask = async (path: string, headers: Record<string, string>): Promise<number> => {
        const [answer] = await once(request({ port: serving.port, path, headers }).end(), 'response');
        answer.resume();
        return answer.statusCode;
      };
      const host = 'archiver.contoso.example';
      assert.equal(await ask('/connectors', { host }), 401);
      assert.equal(await ask('/connectors', { host, accept: 'text/html' }), 302);
      assert.equal(await ask('/connectors', { host: `127.0.0.1:${serving.port}` }), 421);
      assert.equal(await ask('/sign-in', { host }), 503);
    } finally {
      await serving.close();
    }
  });
});
