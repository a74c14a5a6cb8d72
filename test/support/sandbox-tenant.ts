import {
  startMicrosoft365,
  type Microsoft365Options,
  type Microsoft365Sandbox,
} from '../../src/sandbox/microsoft365/tenant.js';
import { makeTls, type Tls } from '../../src/sandbox/tls.js';
import { trust } from './trust.js';

export const TENANT_ID = '8f1b2c3d-0000-4000-8000-00000000c0de';
export const CLIENT_ID = '11112222-3333-4444-8555-666677778888';
export const CLIENT_SECRET = 'sandbox-secret';

export const ANNA = 'anna@contoso.example';
export const BEN = 'ben@contoso.example';
/** In the directory, without a mailbox. */
export const UNLICENSED = 'nomail@contoso.example';

/** Graph's answer: status, headers, and the body where it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever Graph wrote.
  json: any;
}

export interface TestTenant extends Microsoft365Sandbox {
  token(): Promise<string>;
  /** Calls `/v1.0` with a token; an object body goes as JSON. */
  graph(
    method: string,
    path: string,
    call?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>;
}

let tls: Promise<Tls> | undefined;

/** A tenant of three users on a free port, trusted by this process. */
export async function startTenant(options: Partial<Microsoft365Options> = {}): Promise<TestTenant> {
  tls ??= makeTls();
  trust((await tls).ca);
  const site = await startMicrosoft365({
    tls: await tls,
    tenantId: TENANT_ID,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    users: [
      {
        userPrincipalName: ANNA,
        displayName: 'Anna Keller',
        mail: 'anna.keller@contoso.example',
        proxyAddresses: ['SMTP:anna.keller@contoso.example', 'smtp:ak@contoso.example'],
      },
      { userPrincipalName: BEN, displayName: 'Ben Osei' },
      { userPrincipalName: UNLICENSED, displayName: 'No Mail', hasMailbox: false },
    ],
    latencyMs: 0,
    ...options,
  });
  return { ...site, token: () => fetchToken(site), graph: grapher(site) };
}

/** The token endpoint, as a form. */
export async function askForToken(
  site: { url: string },
  changes: Record<string, string> = {},
  tenant = TENANT_ID,
): Promise<Answer> {
  const form = {
    grant_type: 'client_credentials',
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    scope: `${site.url}/.default`,
    ...changes,
  };
  return answerOf(
    await fetch(`${site.url}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    }),
  );
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
}

async function fetchToken(site: { url: string }): Promise<string> {
  const { json } = await askForToken(site);
  return json.access_token;
}

function grapher(site: Microsoft365Sandbox): TestTenant['graph'] {
  let token: Promise<string> | undefined;
  return async (method, path, { body, headers = {} } = {}) => {
    token ??= fetchToken(site);
    const isText = typeof body === 'string';
    const response = await fetch(path.startsWith('https:') ? path : `${site.url}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token}`,
        ...(body !== undefined && { 'content-type': isText ? 'text/plain' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    return answerOf(response);
  };
}
