import type { Context } from 'hono';
import type { ArchiveError } from '../domain/errors.js';
import type { Means } from '../operations/means.js';
import type { AccessLog } from './access/access-log.js';
import type { GraphSettings } from '../settings/graph.js';
import type { Permission, User } from './access/permissions.js';
import type { CheckUps } from './health/check-ups.js';
import type { SignIn } from './access/sign-in.js';
import type { Strings } from './strings/index.js';

/** What every request carries. */
export interface ConsoleEnv {
  Variables: {
    console: Console;
    accessLog: AccessLog;
    /** Undefined where nobody has signed in. */
    user: User | undefined;
    strings: Strings;
    /** Why what was sent to a step of the wizard was not kept. */
    stepError?: ArchiveError;
  };
}

export type ConsoleContext = Context<ConsoleEnv>;

/** What the pages work with. */
export interface Console {
  means: Means;
  /** Left out where nothing outside is to be asked: then there is no health page. */
  checkUps?: CheckUps;
  /** The app registration; undefined where its settings are missing or wrong. */
  graph?: GraphSettings | undefined;
  /** Where the browser finds it, without a path. */
  origin: URL;
  /** Where operators look at runs; undefined where nobody has told us. */
  temporalUi: { url: string; namespace: string } | undefined;
  /** Left out where nobody signs in. */
  signIn?: SignIn;
  /** Whether every request comes from a reverse proxy, which names in `X-Forwarded-For` whose it is. */
  isBehindProxy?: boolean;
}

/** A line of the table of routes. The path is in Hono's notation. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  permission: Permission;
  /** Whether a mapping CSV may come with its form. */
  takesFile?: boolean;
  handle: (c: ConsoleContext) => Response | Promise<Response>;
}
