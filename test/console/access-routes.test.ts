import assert from 'node:assert/strict';
import type { Hono } from 'hono';
import { ROLES, type Role, type User } from '../../src/console/access/permissions.js';
import { buildApp } from '../../src/console/app.js';
import type { ConsoleEnv, Route } from '../../src/console/environment.js';
import { ROUTES } from '../../src/console/routes.js';
import type { Means } from '../../src/operations/means.js';
import { silentLogger } from './silent-logger.js';

const ORIGIN = 'https://console.example';

const EVERYBODY = ['nobody', ...ROLES] as const;
const AUDITORS: readonly Role[] = ['auditor'];
const ADMINISTRATORS: readonly Role[] = ['data-connector-admin'];
const OPERATORS: readonly Role[] = ['operator', 'data-connector-admin'];
const MAY_SEE_PEOPLE: readonly Role[] = ['operator', 'data-connector-admin', 'auditor'];

/** Who may go where: every route of the console has its line. `nobody` has not signed in. */
const MAY_GO: Readonly<Record<string, readonly (Role | 'nobody')[]>> = {
  'GET /': EVERYBODY,
  'GET /sign-in': EVERYBODY,
  'GET /sign-in/callback': EVERYBODY,
  'POST /sign-out': EVERYBODY,
  'GET /signed-out': EVERYBODY,
  'GET /session': ROLES,
  'GET /connectors': ROLES,
  'GET /live/connectors': ROLES,
  'GET /connectors/new': ADMINISTRATORS,
  'POST /connectors/new': ADMINISTRATORS,
  'GET /connectors/new/:draft/terms': ADMINISTRATORS,
  'POST /connectors/new/:draft/terms': ADMINISTRATORS,
  'GET /connectors/new/:draft/login': ADMINISTRATORS,
  'POST /connectors/new/:draft/login': ADMINISTRATORS,
  'GET /connectors/new/:draft/mapping': ADMINISTRATORS,
  'POST /connectors/new/:draft/mapping': ADMINISTRATORS,
  'GET /connectors/new/:draft/microsoft365': ADMINISTRATORS,
  'POST /connectors/new/:draft/microsoft365': ADMINISTRATORS,
  'GET /connectors/new/:draft/schedule': ADMINISTRATORS,
  'POST /connectors/new/:draft/schedule': ADMINISTRATORS,
  'GET /connectors/new/:draft/review': ADMINISTRATORS,
  'POST /connectors/new/:draft/review': ADMINISTRATORS,
  'GET /connectors/new/:draft/discard': ADMINISTRATORS,
  'POST /connectors/new/:draft/discard': ADMINISTRATORS,
  'GET /connectors/:id/edit': ADMINISTRATORS,
  'POST /connectors/:id/edit': ADMINISTRATORS,
  'GET /connectors/:id': ROLES,
  'GET /connectors/:id/runs': ROLES,
  'GET /live/connectors/:id': ROLES,
  'POST /connectors/:id/run': OPERATORS,
  'GET /connectors/:id/pause': OPERATORS,
  'POST /connectors/:id/pause': OPERATORS,
  'POST /connectors/:id/resume': OPERATORS,
  'GET /connectors/:id/backfill': OPERATORS,
  'POST /connectors/:id/backfill': OPERATORS,
  'GET /connectors/:id/backfills/:run': ROLES,
  'GET /live/connectors/:id/backfills/:run': ROLES,
  'POST /connectors/:id/backfills/:run/pause': OPERATORS,
  'POST /connectors/:id/backfills/:run/resume': OPERATORS,
  'POST /connectors/:id/backfills/:run/cancel': OPERATORS,
  'GET /connectors/:id/delete': ADMINISTRATORS,
  'POST /connectors/:id/delete': ADMINISTRATORS,
  'GET /health': ROLES,
  'GET /health/live': ROLES,
  'GET /connectors/:id/people': MAY_SEE_PEOPLE,
  'GET /connectors/:id/people/mapping.csv': MAY_SEE_PEOPLE,
  'GET /connectors/:id/people/unmapped.csv': MAY_SEE_PEOPLE,
  'POST /connectors/:id/people/changes': ADMINISTRATORS,
  'GET /connectors/:id/people/changes/:change': ADMINISTRATORS,
  'POST /connectors/:id/people/changes/:change': ADMINISTRATORS,
  'POST /connectors/:id/people/apply': OPERATORS,
  'GET /runs/:run': ROLES,
  'GET /runs/:run/live': ROLES,
  'GET /runs/:run/report.csv': MAY_SEE_PEOPLE,
  'GET /runs/:run/report.json': MAY_SEE_PEOPLE,
  'GET /audit': AUDITORS,
  'GET /audit.csv': AUDITORS,
};

/** Where a request comes from, and whether a change may. */
const SENDERS: readonly { name: string; headers: Record<string, string>; mayChange: boolean }[] = [
  { name: 'a page of ours', headers: { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }, mayChange: true },
  { name: 'a page of ours in an older browser', headers: { origin: ORIGIN }, mayChange: true },
  { name: 'no page', headers: {}, mayChange: false },
  { name: 'a page of nobody', headers: { origin: 'null' }, mayChange: false },
  { name: 'another page', headers: { origin: 'https://evil.example' }, mayChange: false },
  { name: 'the same host without TLS', headers: { origin: 'http://console.example' }, mayChange: false },
  { name: 'another port', headers: { origin: `${ORIGIN}:8443` }, mayChange: false },
  {
    name: 'another page under our name',
    headers: {
      origin: ORIGIN,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    },
    mayChange: false,
  },
];

/** All that stands before a route, which itself only says that it was reached. */
function appFor(role: Role | 'nobody', routes = ROUTES): Hono<ConsoleEnv> {
  const user: User | undefined = role === 'nobody' ? undefined : { name: 'ann', roles: [role] };
  return buildApp({
    console: { means: {} as Means, origin: new URL(ORIGIN), temporalUi: undefined },
    userOf: () => Promise.resolve(user),
    logger: silentLogger,
    routes: routes.map((route) => ({ ...route, handle: (c) => c.text('reached') })),
  });
}

async function ask(app: Hono<ConsoleEnv>, { method, path }: Pick<Route, 'method' | 'path'>, headers = {}) {
  const address = ORIGIN + path.replaceAll(/:\w+(\{.*?\})?/g, 'a');
  return await app.request(address, { method, headers: { host: 'console.example', ...headers } });
}

describe('the routes of the console', () => {
  it('each have their line in the table of who may go there', () => {
    assert.deepEqual(
      Object.keys(MAY_GO).toSorted(),
      ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  for (const role of EVERYBODY) {
    for (const sender of SENDERS) {
      it(`let ${role} go where the table says, from ${sender.name}`, async () => {
        const app = appFor(role);
        for (const route of ROUTES) {
          const name = `${route.method} ${route.path}`;
          const isSent = route.method === 'GET' || sender.mayChange;
          const mayGo = MAY_GO[name]?.includes(role) ?? false;
          const answer = await ask(app, route, sender.headers);
          const expected = isSent && mayGo ? 200 : isSent && role === 'nobody' ? 401 : 403;
          assert.equal(answer.status, expected, name);
          assert.equal((await answer.text()) === 'reached', expected === 200, name);
        }
      });
    }
  }

  it('are not there under another method or name', async () => {
    const app = appFor('data-connector-admin');
    const headers = { origin: ORIGIN };
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST']) {
      const answer = await app.request(`${ORIGIN}/connectors`, {
        method,
        headers: { host: 'console.example', ...headers },
      });
      assert.equal(answer.status, 404, method);
    }
    assert.equal((await ask(app, { method: 'GET', path: '/nowhere' })).status, 404);
    assert.equal((await ask(app, { method: 'GET', path: '/assets/..%2fapp.js' })).status, 404);
    assert.equal((await ask(app, { method: 'GET', path: '/assets/tsconfig.json' })).status, 404);
    const sheet = await ask(app, { method: 'GET', path: '/assets/console.css' });
    const known = { 'if-none-match': sheet.headers.get('etag') ?? '' };
    assert.equal((await ask(app, { method: 'GET', path: '/assets/console.css' }, known)).status, 304);
  });

  it('answer under no other name of the host', async () => {
    for (const host of ['evil.example', 'console.example:8443', 'console.example.evil.example', '']) {
      const answer = await appFor('auditor').request(`${ORIGIN}/audit`, { headers: { host } });
      assert.equal(answer.status, 421, host);
    }
  });

  it('are for no picture, frame or script of another site', async () => {
    const app = appFor('auditor');
    for (const dest of ['image', 'iframe', 'script', 'empty']) {
      const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': dest };
      assert.equal((await ask(app, { method: 'GET', path: '/audit' }, headers)).status, 403, dest);
    }
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    assert.equal(
      (await ask(app, { method: 'GET', path: '/audit' }, link)).status,
      200,
      'control: a link leads here',
    );
  });

  it('all answer with the headers that keep a page to itself', async () => {
    const places = [
      ...ROUTES,
      { method: 'GET', path: '/nowhere' },
      { method: 'GET', path: '/assets/console.css' },
    ] as const;
    for (const role of ['nobody', 'auditor'] as const) {
      for (const place of places) {
        const { headers } = await ask(appFor(role), place, { origin: ORIGIN });
        const isAsset = place.path.startsWith('/assets');
        const expected = isAsset ? { ...HEADERS, 'cache-control': 'no-cache' } : HEADERS;
        assert.deepEqual(pick(headers), expected, `${role} ${place.path}`);
      }
    }
  });
});

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

function pick(headers: Headers): Record<string, string | null> {
  return Object.fromEntries(Object.keys(HEADERS).map((name) => [name, headers.get(name)]));
}
