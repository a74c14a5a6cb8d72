import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { sign, verify } from 'hono/jwt';
import { EntraError } from './entra-error.js';
import { GraphError } from './graph-error.js';
import type { Tenant } from './state.js';

/** Entra's part of the tenant: discovery and the token endpoint, client credentials only. */
export function entraRoutes(tenant: Tenant): Hono {
  const app = new Hono();
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => c.json(discovery(c, tenant)));
  app.post('/:tenant/oauth2/v2.0/token', async (c) => c.json(await grantToken(c, tenant)));
  return app;
}

/** Throws 401 `InvalidAuthenticationToken` unless the call carries a live token of this tenant for this Graph. */
export async function checkToken(
  tenant: Tenant,
  authorization: string | undefined,
  audience: string,
): Promise<void> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated('Access token is empty.');
  const claims = await verify(token, tenant.signingKey, 'HS256').catch((error: unknown) => {
    const hasExpired = error instanceof Error && error.name === 'JwtTokenExpired';
    throw unauthenticated(
      hasExpired ? 'Lifetime validation failed, the token is expired.' : 'IDX14100: JWT is not well formed.',
    );
  });
  if (claims['aud'] !== audience) throw unauthenticated('Access token validation failure. Invalid audience.');
}

function unauthenticated(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message);
}

function discovery(c: Context, tenant: Tenant): object {
  checkTenant(c, tenant);
  const authority = `${new URL(c.req.url).origin}/${tenant.tenantId}`;
  return {
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

async function grantToken(c: Context, tenant: Tenant): Promise<object> {
  checkTenant(c, tenant);
  const form = new URLSearchParams(await c.req.text());
  if (form.get('grant_type') !== 'client_credentials')
    throw new EntraError(
      400,
      'unsupported_grant_type',
      70003,
      'The app requested an unsupported grant type.',
    );
  checkClient(form, tenant);
  const audience = new URL(c.req.url).origin;
  checkScope(form.get('scope') ?? '', audience);
  const { tokenLifetimeSeconds } = tenant.settings;
  return {
    token_type: 'Bearer',
    expires_in: tokenLifetimeSeconds,
    ext_expires_in: tokenLifetimeSeconds,
    access_token: await issueToken(tenant, audience),
  };
}

/**
 * The `roles` hold Mail.ReadWrite only where Entra consents to it: set up as we advise, the app has it through Exchange's
 * RBAC for Applications, which does not show in tokens, and no check may depend on seeing it.
 */
async function issueToken(tenant: Tenant, audience: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: audience,
    iss: `${audience}/${tenant.tenantId}/v2.0`,
    tid: tenant.tenantId,
    appid: tenant.clientId,
    idtyp: 'app',
    roles: [
      ...(tenant.rights.directory ? ['User.Read.All'] : []),
      ...(tenant.rights.mailInEntra ? ['Mail.ReadWrite'] : []),
    ],
    iat: now,
    exp: now + tenant.settings.tokenLifetimeSeconds,
    uti: randomUUID(),
  };
  return sign(claims, tenant.signingKey, 'HS256');
}

/** Throws as Entra answers for a tenant that it does not know. */
export function checkTenant(c: Context, tenant: Tenant): void {
  const asked = c.req.param('tenant') ?? '';
  if (asked.toLowerCase() === tenant.tenantId.toLowerCase()) return;
  const message = `Tenant '${asked}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`;
  throw new EntraError(400, 'invalid_request', 90002, message);
}

/** No certificate is registered here, so an assertion is refused as Entra refuses an unknown certificate's. */
function checkClient(form: URLSearchParams, tenant: Tenant): void {
  checkKnownClient(form.get('client_id'), tenant);
  if (form.has('client_assertion'))
    throw new EntraError(
      401,
      'invalid_client',
      700027,
      'The certificate used to sign the client assertion is not registered.',
    );
  const secret = form.get('client_secret');
  if (secret === null)
    throw new EntraError(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (secret !== tenant.clientSecret)
    throw new EntraError(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
}

/** Throws as Entra answers for an app registration that it does not know. */
export function checkKnownClient(clientId: string | null, tenant: Tenant): void {
  if (clientId === tenant.clientId) return;
  throw new EntraError(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found.`,
  );
}

/** MSAL adds openid, profile and offline_access in some flows, but a client-credentials scope is one `<resource>/.default`. */
function checkScope(scope: string, audience: string): void {
  if (scope === `${audience}/.default`) return;
  if (!scope.endsWith('/.default'))
    throw new EntraError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid.`,
    );
  throw new EntraError(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${scope.slice(0, -'/.default'.length)} was not found in the tenant.`,
  );
}
