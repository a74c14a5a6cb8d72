import { Hono, type MiddlewareHandler } from 'hono';
import { findUser, type SandboxUser } from './directory.js';
import { badRequest, GraphError } from './graph-error.js';
import { parseFilter } from './odata.js';
import { collection, pick, readQuery } from './query.js';
import type { Tenant } from './state.js';

/** Entra's limit on `or` in a directory filter. */
const MAX_OR_CLAUSES = 15;

const FORMS = {
  mail: 'mail eq {value}',
  userPrincipalName: 'userPrincipalName eq {value}',
  proxyAddresses: 'proxyAddresses/any({v}:{v} eq {value})',
};

/** What a call without `$select` returns (learn.microsoft.com/graph/api/user-get). */
const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** Directory look-ups; they need no mailbox and are not throttled by one. */
export function userRoutes(tenant: Tenant): Hono {
  const app = new Hono();
  const mayRead = needsDirectoryRight(tenant);
  app.get('/users', mayRead, (c) => {
    const query = readQuery(c, {
      options: ['$filter', '$select', '$top', '$skip'],
      defaultTop: 100,
      maxTop: 999,
    });
    const matches = query.filter === undefined ? () => true : userFilter(query.filter);
    return c.json(collection(c, tenant.users.filter(matches), query, (user) => view(user, query.select)));
  });
  app.get('/users/:user', mayRead, (c) => {
    const user = findUser(tenant.users, c.req.param('user'));
    if (user === undefined) throw notThere(c.req.param('user'));
    return c.json(view(user, readQuery(c, { options: ['$select'], defaultTop: 1, maxTop: 1 }).select));
  });
  return app;
}

function needsDirectoryRight({ rights }: Tenant): MiddlewareHandler {
  return async (_c, next) => {
    if (rights.directory) return next();
    throw new GraphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    );
  };
}

function view(user: SandboxUser, select: readonly string[] = DEFAULT_PROPERTIES): Record<string, unknown> {
  const { hasMailbox: _, ...known } = user;
  const unset = Object.fromEntries(DEFAULT_PROPERTIES.map((name) => [name, null]));
  const whole = { ...unset, businessPhones: [], ...known };
  return pick(whole, select, { type: 'microsoft.graph.user', code: 'BadRequest' });
}

function userFilter(filter: string): (user: SandboxUser) => boolean {
  const clauses = parseFilter(filter, FORMS);
  if (clauses === undefined)
    throw badRequest(
      'Request_UnsupportedQuery',
      "Unsupported or invalid query filter clause specified for property of resource 'User'.",
    );
  if (clauses.length > MAX_OR_CLAUSES)
    throw badRequest(
      'Request_UnsupportedQuery',
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${clauses.length}. Max allowed: ${MAX_OR_CLAUSES}.`,
    );
  return (user) =>
    clauses.some(({ form, value }) =>
      form === 'proxyAddresses'
        ? user.proxyAddresses.some((address) => isSameProxyAddress(address, value))
        : user[form]?.toLowerCase() === value.toLowerCase(),
    );
}

/**
 * `SMTP:` and `smtp:` mean primary and alias. Whether the real filter tells them apart is told both ways; here it
 * does, so that a caller asks for both.
 */
function isSameProxyAddress(address: string, wanted: string): boolean {
  const prefix = address.slice(0, address.indexOf(':') + 1);
  return wanted.startsWith(prefix) && wanted.toLowerCase() === address.toLowerCase();
}

function notThere(key: string): GraphError {
  const message = `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, 'Request_ResourceNotFound', message);
}
