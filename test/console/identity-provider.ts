import { createServer, type Server } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { Tls } from '../../src/sandbox/tls.js';

/** What the provider says of somebody, besides `sub`. */
export type ClaimsOfUser = Record<string, unknown>;

export interface TestProvider {
  issuer: string;
  /** Who signs in when the provider is asked the next time; it asks no password. */
  account: string;
  /** By account; what changes here holds from the next sign-in. */
  claims: Map<string, ClaimsOfUser>;
  close: () => Promise<void>;
}

export const CLIENT_ID = 'console';
export const CLIENT_SECRET = 'not-a-secret-but-long-enough-for-a-test';

/** A real OpenID provider over https on 127.0.0.1 for the console at `origin`, with PKCE required. */
export async function startProvider({ tls, origin }: { tls: Tls; origin: string }): Promise<TestProvider> {
  const server = createServer({ key: tls.key, cert: tls.cert });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: TestProvider = {
    issuer,
    account: 'ann',
    claims: new Map(),
    close: () => close(server),
  };
  const provider = new Provider(issuer, configurationFor(running, origin));
  signInWithoutAsking(provider, running);
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return running;
}

function configurationFor(running: TestProvider, origin: string): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${origin}/sign-in/callback`],
        post_logout_redirect_uris: [`${origin}/signed-out`],
      },
    ],
    cookies: { keys: ['a key for the cookies of a test'] },
    // As Entra ID does: the claims stand in the ID token itself.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'preferred_username', 'email', 'roles', 'groups', '_claim_names'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...running.claims.get(accountId) }),
    }),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantAll,
  };
}

/** Nobody is asked to consent, as where an administrator has done it for all. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}

function signInWithoutAsking(provider: Provider, running: TestProvider): void {
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return await next();
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: running.account } });
    ctx.respond = false;
  });
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
