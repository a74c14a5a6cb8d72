import DataLoader from 'dataloader';
import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import type { BatchedGraph } from './batched-graph.js';
import { GATHER_MS } from './limits.js';
import { odataString } from './odata.js';

/** Entra takes at most 15 comparisons joined by `or` in a filter, and refuses a longer one with `Request_UnsupportedQuery`. */
const MAX_CLAUSES = 15;
/** URL-encoded. How long an address may be inside a batch is not documented; outside, gateways refuse at 8,192. */
const MAX_FILTER_LENGTH = 6_000;

/** learn.microsoft.com/graph/aad-advanced-queries: `endsWith` needs both. */
const ADVANCED = { headers: { ConsistencyLevel: 'eventual' }, query: { $count: 'true' } };

const graphUser = z.object({
  id: z.string().min(1),
  userPrincipalName: z.string(),
  mail: z.string().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
  displayName: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  assignedPlans: z
    .array(z.object({ service: z.string(), servicePlanId: z.string(), capabilityStatus: z.string() }))
    .nullish(),
});
export type GraphUser = z.infer<typeof graphUser>;
const PROPERTIES = Object.keys(graphUser.shape).join(',');

interface Kind {
  path: string;
  clausesOf: (address: string) => string[];
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

const BY_NAME: Kind = { path: '/users', clausesOf: nameClauses };
const BY_ADDRESS: Kind = { path: '/users', clausesOf: addressClauses };
const DELETED: Kind = {
  path: '/directory/deletedItems/microsoft.graph.user',
  clausesOf: deletedClauses,
  ...ADVANCED,
};

/** Searches the directory by address; searches asked for at about the same time share their requests. */
export class UserSearch {
  readonly #byName = this.#loader(BY_NAME);
  readonly #byAddress = this.#loader(BY_ADDRESS);
  readonly #deleted = this.#loader(DELETED);

  constructor(private readonly graph: BatchedGraph) {}

  /** By user principal name, else mail or alias; `address` is lower-cased. Rejects as GraphClient.send does. */
  async find(address: string): Promise<GraphUser | 'ambiguous' | undefined> {
    const named = pickUser(await this.#byName.load(address), address);
    return named ?? pickUser(await this.#byAddress.load(address), address);
  }

  /** Whether somebody who was deleted in the last 30 days had the address; false too where Graph does not let us know. */
  async hadUser(address: string): Promise<boolean> {
    try {
      return (await this.#deleted.load(address)).some((user) => hadAddress(user, address));
    } catch (error) {
      // Only an explanation depends on it.
      if (error instanceof ArchiveError && ['AccessDenied', 'GraphRefused'].includes(error.code))
        return false;
      throw error;
    }
  }

  #loader(kind: Kind): DataLoader<string, GraphUser[]> {
    const clausesEach = kind.clausesOf('').length;
    return new DataLoader((addresses) => this.#searchAll(kind, addresses), {
      cache: false,
      maxBatchSize: Math.floor(MAX_CLAUSES / clausesEach),
      batchScheduleFn: (dispatch) => void setTimeout(dispatch, GATHER_MS),
    });
  }

  async #searchAll(kind: Kind, addresses: readonly string[]): Promise<(GraphUser[] | Error)[]> {
    const groups = groupsOf(addresses, kind.clausesOf);
    return (await Promise.all(groups.map((group) => this.#search(kind, group)))).flat();
  }

  /** Everyone found for any of them, for each of them. */
  async #search(kind: Kind, group: readonly string[]): Promise<(GraphUser[] | Error)[]> {
    const { path, clausesOf, query, headers } = kind;
    const $filter = group.flatMap(clausesOf).join(' or ');
    try {
      const users = await this.graph.list({
        doing: 'looking up users',
        path,
        query: { $filter, $select: PROPERTIES, ...query },
        ...(headers && { headers }),
        answer: graphUser,
      });
      return group.map(() => users);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      // Else one address that Graph does not take would keep the others from being found, run after run.
      if (error.code === 'GraphRefused' && group.length > 1)
        return (await Promise.all(group.map((address) => this.#search(kind, [address])))).flat();
      return group.map(() => error);
    }
  }
}

/** As few groups as their filters' length allows, in the same order. Pure. */
export function groupsOf(addresses: readonly string[], clausesOf: (address: string) => string[]): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const address of addresses) {
    const length = encodeURIComponent(clausesOf(address).join(' or ')).length;
    if (length > room) {
      groups.push([]);
      room = MAX_FILTER_LENGTH;
    }
    groups.at(-1)?.push(address);
    room -= length;
  }
  return groups;
}

export function nameClauses(address: string): string[] {
  return [`userPrincipalName eq ${odataString(address)}`];
}

/**
 * Proxy addresses are stored as `smtp:alias` and `SMTP:primary`. A primary one is as a rule the user's mail too, but not
 * in every hybrid tenant, and whether the comparison minds the prefix's case is told both ways.
 */
export function addressClauses(address: string): string[] {
  return [
    `mail eq ${odataString(address)}`,
    `proxyAddresses/any(p:p eq ${odataString(`smtp:${address}`)})`,
    `proxyAddresses/any(p:p eq ${odataString(`SMTP:${address}`)})`,
  ];
}

/**
 * A deleted user's principal name has the object id in front (learn.microsoft.com/powershell/module/microsoft.entra.users/get-entradeleteduser,
 * example 1), so that it can only be found by its end.
 */
export function deletedClauses(address: string): string[] {
  return [`endsWith(userPrincipalName,${odataString(address)})`, ...addressClauses(address)];
}

/**
 * Who is meant if several have the address: by user principal name, else mail, else alias; `ambiguous` if that leaves
 * two. `users` may hold others, found for other addresses. Pure.
 */
export function pickUser(users: readonly GraphUser[], address: string): GraphUser | 'ambiguous' | undefined {
  const byName = users.filter(({ userPrincipalName }) => isSame(userPrincipalName, address));
  const byMail = users.filter(({ mail }) => isSame(mail, address));
  const byAlias = users.filter((user) => hasAlias(user, address));
  const [meant, ...others] = [byName, byMail, byAlias].find((matches) => matches.length > 0) ?? [];
  return others.length > 0 ? 'ambiguous' : meant;
}

/** Whether a deleted user had the address. Pure. */
export function hadAddress(user: GraphUser, address: string): boolean {
  const { id, userPrincipalName } = user;
  const names = [id, id.replaceAll('-', '')].map((prefix) => `${prefix}${address}`);
  return (
    names.some((name) => isSame(userPrincipalName, name.toLowerCase())) ||
    isSame(user.mail, address) ||
    hasAlias(user, address)
  );
}

function hasAlias({ proxyAddresses }: GraphUser, address: string): boolean {
  return (proxyAddresses ?? []).some((alias) => isSame(alias, `smtp:${address}`));
}

function isSame(text: string | null | undefined, lowerCased: string): boolean {
  return text?.toLowerCase() === lowerCased;
}
