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
  /** Bytes of one request's body; a bigger one is answered 413. */
  requestBytes: number;
  /** Bytes of a message with its attachments, as the tenant's administrator sets it. */
  largestMessageBytes: number;
  /** A smaller attachment has to go up in a single request. */
  smallestSessionBytes: number;
  /** How long an upload session lives. */
  uploadSessionMs: number;
  /** Per mailbox. */
  requestLimit: Limit;
  uploadLimit: Limit;
  /** Resource units, for the directory as a whole. */
  directoryLimit: Limit;
}

/** So much (requests, bytes or resource units) in a window. */
export interface Limit {
  most: number;
  windowMs: number;
}

/**
 * Outlook's limits per app and mailbox (learn.microsoft.com/graph/throttling-limits, "Limits per mailbox"), and those of
 * the directory for a tenant of fewer than 50 users (the same page, "Identity and access service limits").
 * Graph takes about 4 MB a request and sends attachments of 3 MB and more through sessions. Whether that is 4,000,000
 * bytes or 4 MiB is not documented, and seen refusals are 413 as well as 400 `BadRequest`; these are the smaller sizes.
 */
export const DEFAULT_SETTINGS: Settings = {
  latencyMs: 3,
  searchLagMs: 0,
  tokenLifetimeSeconds: 3599,
  concurrentCalls: 4,
  requestBytes: 4_000_000,
  largestMessageBytes: 36_700_160,
  smallestSessionBytes: 3_000_000,
  uploadSessionMs: 3_600_000,
  requestLimit: { most: 10_000, windowMs: 600_000 },
  uploadLimit: { most: 150_000_000, windowMs: 300_000 },
  directoryLimit: { most: 3_500, windowMs: 10_000 },
};

/** What the app registration may do. */
export interface Rights {
  /** Application Mail.ReadWrite, through Exchange's RBAC for Applications. */
  mail: boolean;
  /** Mail.ReadWrite by consent in Entra: it opens every mailbox, whatever Exchange says, and shows in tokens. */
  mailInEntra: boolean;
  /** User.Read.All. */
  directory: boolean;
  /** MailboxSettings.Read. */
  mailboxSettings: boolean;
  /** Object ids of users whose mailbox lies outside the app's management scope. */
  deniedMailboxes: Set<string>;
}
