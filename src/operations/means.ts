import type { Client } from '@temporalio/client';
import type { SecretStore } from '../secrets.js';
import type { Repositories } from '../storage/repositories.js';
import type { TemporalBackfills } from '../temporal/backfills.js';
import type { TemporalRuns } from '../temporal/runs.js';
import type { Schedules } from '../temporal/schedules.js';
import type { LookUpUsers } from './look-up-users.js';

/** What is worked with by whoever changes or looks at a running installation, from the command line or the console. */
export interface Means extends Repositories {
  secrets: SecretStore;
  lookUpUsers: LookUpUsers;
  client: Client;
  schedules: Schedules;
  temporalRuns: TemporalRuns;
  temporalBackfills: TemporalBackfills;
}

/** Who makes a change, as the audit log names them, and where. */
export interface Actor {
  name: string;
  /** As the organisation's sign-in knows them, for good. */
  id?: string;
  via: 'console' | 'command line';
}
