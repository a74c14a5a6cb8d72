import DataLoader from 'dataloader';
import { ArchiveError } from '../domain/errors.js';
import type { BatchedGraph } from './batched-graph.js';
import { isRefusal } from './graph-errors.js';
import { graphUser, hadAddress, pickUser, type GraphUser } from './graph-user.js';
import { GATHER_MS } from './limits.js';
import { addressClauses, deletedClauses, groupsOf, nameClauses } from './user-filter.js';

/** Entra takes at most 15 comparisons joined by `or` in a filter, and refuses a longer one with `Request_UnsupportedQuery`. */
const MAX_CLAUSES = 15;

/** learn.microsoft.com/graph/aad-advanced-queries: `endsWith` needs both. */
const ADVANCED = { headers: { ConsistencyLevel: 'eventual' }, query: { $count: 'true' } };

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
      if (isRefusal(error)) return false;
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
