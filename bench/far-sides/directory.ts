import { makeTls } from '../../src/sandbox/tls.js';
import { startTenant } from '../../test/support/sandbox-tenant.js';
import { trust } from '../../test/support/trust.js';
import { serve } from '../serve.js';

/** A tenant of so many users, every seventh of whom is known by an alias; and addresses that nobody has. */
export interface Directory {
  url: string;
  ca: string;
  /** Those that begin with `nobody` lead to no mailbox. */
  addresses: string[];
}

/** What came in since the last time: requests, those within batches, and how many were refused. */
export interface Asked {
  requests: number;
  inner: number;
  refused: number;
}

/** Resource units: for a tenant of over 500 users (learn.microsoft.com/graph/throttling-limits), then so few that they run out. */
const LIMITS = [8_000, 40];
const WINDOW_MS = 10_000;
const ALIAS_EVERY = 7;
const NOBODY_EVERY = 20;

const known = Number(process.argv[2]);
const numbers = Array.from({ length: known }, (_, index) => index);
const tls = await makeTls();
trust(tls.ca);
const tenant = await startTenant({
  tls,
  users: numbers.map((index) => ({
    userPrincipalName: `user.${index}@contoso.example`,
    displayName: `User ${index}`,
    proxyAddresses: [`SMTP:user.${index}@contoso.example`, `smtp:alias.${index}@contoso.example`],
  })),
});
useNextLimit();
const addresses = [
  ...numbers.map((index) => `${index % ALIAS_EVERY === 0 ? 'alias' : 'user'}.${index}@contoso.example`),
  ...numbers.filter((index) => index % NOBODY_EVERY === 0).map((index) => `nobody.${index}@contoso.example`),
];
const told: Directory = { url: tenant.url, ca: tls.ca, addresses };
serve(told, { ask, close: () => tenant.close() });

function ask(): Asked {
  const asked = tenant.requests.splice(0);
  const isOuter = ({ path }: { path: string }): boolean => /\/(\$batch|token)$/.test(path);
  useNextLimit();
  return {
    requests: asked.filter(isOuter).length,
    inner: asked.filter((one) => !isOuter(one)).length,
    refused: asked.filter(({ status }) => status === 429).length,
  };
}

function useNextLimit(): void {
  const most = LIMITS.shift();
  if (most !== undefined) tenant.settings.directoryLimit = { most, windowMs: WINDOW_MS };
}
