import { Hono, type Context } from 'hono';
import { directoryCall } from './directory-call.js';
import { deletedName, findUser, type SandboxUser } from './directory.js';
import { badRequest, GraphError } from './graph-error.js';
import { parseFilter, type Clause } from './odata.js';
import { collection, pick, readQuery } from './query.js';
import type { Tenant } from './state.js';

/** Entra's limit on `or` in a directory filter. */
const MAX_OR_CLAUSES = 15;

const FORMS = {
  mail: 'mail eq {value}',
  userPrincipalName: 'userPrincipalName eq {value}',
  proxyAddresses: 'proxyAddresses/any({v}:{v} eq {value})',
  nameEnd: 'endsWith(userPrincipalName,{value})',
};

const LIST = { options: ['$filter', '$select', '$top', '$skip', '$count'], defaultTop: 100, maxTop: 999 };

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

/** Directory look-ups; they need no mailbox, and the directory throttles them as one. */
export function userRoutes(tenant: Tenant): Hono {
  const app = new Hono();
  app.get('/users', directoryCall(tenant, 2), (c) => {
    const users = tenant.users.filter(({ deletedDateTime }) => deletedDateTime === null);
    return listUsers(c, users);
  });
  app.get('/users/:user', directoryCall(tenant, 1), (c) => {
    const user = findUser(tenant.users, c.req.param('user'));
    if (user === undefined) throw notThere(c.req.param('user'));
    return c.json(view(user, readQuery(c, { options: ['$select'], defaultTop: 1, maxTop: 1 }).select));
  });
  app.get('/directory/deletedItems/microsoft.graph.user', directoryCall(tenant, 1), (c) => {
    const users = tenant.users.filter(({ deletedDateTime }) => deletedDateTime !== null);
    return listUsers(
      c,
      users.map((user) => ({ ...user, userPrincipalName: deletedName(user) })),
    );
  });
  return app;
}

function listUsers(c: Context, users: readonly SandboxUser[]): Response {
  const query = readQuery(c, LIST);
  const matches = query.filter === undefined ? () => true : userFilter(c, query.filter);
  return c.json(collection(c, users.filter(matches), query, (user) => view(user, query.select)));
}

function view(user: SandboxUser, select: readonly string[] = DEFAULT_PROPERTIES): Record<string, unknown> {
  const { hasMailbox: _hasMailbox, userPurpose: _userPurpose, ...known } = user;
  const unset = Object.fromEntries(DEFAULT_PROPERTIES.map((name) => [name, null]));
  const whole = { ...unset, businessPhones: [], ...known };
  return pick(whole, select, { type: 'microsoft.graph.user', code: 'BadRequest' });
}

function userFilter(c: Context, filter: string): (user: SandboxUser) => boolean {
  const clauses = parseFilter(filter, FORMS);
  if (clauses === undefined)
    throw badRequest(
      'Request_UnsupportedQuery',
      "Unsupported or invalid query filter clause specified for property of resource 'User'.",
    );
  if (clauses.some(({ form }) => form === 'nameEnd')) checkAdvanced(c);
  if (clauses.length > MAX_OR_CLAUSES)
    throw badRequest(
      'Request_UnsupportedQuery',
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${clauses.length}. Max allowed: ${MAX_OR_CLAUSES}.`,
    );
  return matcher(clauses);
}

/** learn.microsoft.com/graph/aad-advanced-queries. */
function checkAdvanced(c: Context): void {
  if (c.req.header('consistencylevel') === 'eventual' && c.req.query('$count') === 'true') return;
  throw badRequest(
    'Request_UnsupportedQuery',
    "Operator: 'endsWith' is not supported because the 'ConsistencyLevel:eventual' header is missing.",
  );
}

/**
 * By sets, for a tenant of thousands is searched for many at once; of a user only what the filter compares is looked at,
 * and an alias taken apart only where it differs by the case of its prefix at most.
 */
function matcher(clauses: Clause<keyof typeof FORMS>[]): (user: SandboxUser) => boolean {
  const wanted = (form: keyof typeof FORMS, keyOf: (text: string) => string): Set<string> =>
    new Set(clauses.filter((clause) => clause.form === form).map(({ value }) => keyOf(value)));
  const names = wanted('userPrincipalName', lowerCased);
  const ends = [...wanted('nameEnd', lowerCased)];
  const mails = wanted('mail', lowerCased);
  const aliases = wanted('proxyAddresses', proxyKey);
  const nearly = wanted('proxyAddresses', lowerCased);
  return ({ userPrincipalName, mail, proxyAddresses }) =>
    (names.size > 0 && names.has(lowerCased(userPrincipalName))) ||
    ends.some((end) => lowerCased(userPrincipalName).endsWith(end)) ||
    (mails.size > 0 && mail !== null && mails.has(lowerCased(mail))) ||
    (nearly.size > 0 &&
      proxyAddresses.some((address) => nearly.has(lowerCased(address)) && aliases.has(proxyKey(address))));
}

function lowerCased(text: string): string {
  return text.toLowerCase();
}

/**
 * `SMTP:` and `smtp:` mean primary and alias. Whether the real filter tells them apart is told both ways; here it
 * does, so that a caller asks for both.
 */
function proxyKey(address: string): string {
  const prefix = address.slice(0, address.indexOf(':') + 1);
  return `${prefix}${lowerCased(address.slice(prefix.length))}`;
}

function notThere(key: string): GraphError {
  const message = `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, 'Request_ResourceNotFound', message);
}
