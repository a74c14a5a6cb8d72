import type { SandboxUser } from './directory.js';
import type { Mailbox } from './mailbox.js';
import type { Rights, Settings } from './settings.js';
import type { Throttle } from './throttle.js';
import type { UploadSessions } from './upload-sessions.js';

/** What the parts of the tenant share. */
export interface Tenant {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Tokens signed with a former key are refused. */
  signingKey: string;
  readonly users: readonly SandboxUser[];
  /** By object id. A user without a licence has one too, revoked. */
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  readonly settings: Settings;
  readonly rights: Rights;
  readonly throttle: Throttle;
  readonly uploads: UploadSessions;
  /** Of the host that upload addresses lead to: another one than Graph's. */
  uploadOrigin: string;
}
