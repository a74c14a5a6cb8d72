import type { Context } from 'hono';
import type { Means } from '../operations/means.js';
import type { GraphSettings } from '../settings/graph.js';
import type { Permission, User } from './access/permissions.js';
import type { Strings } from './strings/index.js';

/** What every request carries. */
export interface ConsoleEnv {
  Variables: {
    console: Console;
    /** Undefined where nobody has signed in. */
    user: User | undefined;
    strings: Strings;
  };
}

export type ConsoleContext = Context<ConsoleEnv>;

/** What the pages work with. */
export interface Console {
  means: Means;
  /** The app registration; undefined where its settings are missing or wrong. */
  graph: GraphSettings | undefined;
  /** Where the browser finds it, without a path. */
  origin: URL;
  /** Where operators look at runs; undefined where nobody has told us. */
  temporalUi: { url: string; namespace: string } | undefined;
}

/** A line of the table of routes. The path is in Hono's notation. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  permission: Permission;
  handle: (c: ConsoleContext) => Response | Promise<Response>;
}
