/** Knobs that tests and the demo may turn while the tenant runs. */
export interface Settings {
  /** Added to each mailbox call while it holds its slot, so that calls really overlap. */
  latencyMs: number;
  /** How long a new message stays out of lists and filters; by its id it is found at once. */
  searchLagMs: number;
  /** MSAL takes a token with 300 s or less to live as expired and fetches another before each call. */
  tokenLifetimeSeconds: number;
  /** Calls at a time in one mailbox. */
  concurrentCalls: number;
  requestLimit: Limit;
  uploadLimit: Limit;
}

/** So much (requests, or bytes) in a window, per mailbox. */
export interface Limit {
  most: number;
  windowMs: number;
}

/** Outlook's limits per app and mailbox (learn.microsoft.com/graph/throttling-limits, "Limits per mailbox"). */
export const DEFAULT_SETTINGS: Settings = {
  latencyMs: 3,
  searchLagMs: 0,
  tokenLifetimeSeconds: 3599,
  concurrentCalls: 4,
  requestLimit: { most: 10_000, windowMs: 600_000 },
  uploadLimit: { most: 150_000_000, windowMs: 300_000 },
};

/** What the app registration may do. */
export interface Rights {
  /** Application Mail.ReadWrite, through Exchange's RBAC for Applications. */
  mail: boolean;
  /** User.Read.All. */
  directory: boolean;
  /** Object ids of users whose mailbox lies outside the app's management scope. */
  deniedMailboxes: Set<string>;
}
