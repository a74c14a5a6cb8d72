import { Audit } from './audit.js';
import type { AzureStorage } from './azure.js';
import { Backfills } from './backfills.js';
import { Connectors } from './connectors.js';
import { Drafts } from './drafts.js';
import { Ledger } from './ledger.js';
import { OpenItems } from './open-items.js';
import { Outcomes } from './outcomes.js';
import { Reports } from './reports.js';
import { Runs } from './runs.js';
import { Seen } from './seen.js';
import { Staging } from './staging.js';
import { Unmapped } from './unmapped.js';

/** Everything that is kept, on one storage account. */
export interface Repositories {
  connectors: Connectors;
  runs: Runs;
  backfills: Backfills;
  outcomes: Outcomes;
  openItems: OpenItems;
  ledger: Ledger;
  seen: Seen;
  unmapped: Unmapped;
  staging: Staging;
  reports: Reports;
  audit: Audit;
  drafts: Drafts;
}

export function openRepositories(storage: AzureStorage): Repositories {
  return {
    connectors: new Connectors(storage),
    runs: new Runs(storage),
    backfills: new Backfills(storage),
    outcomes: new Outcomes(storage),
    openItems: new OpenItems(storage),
    ledger: new Ledger(storage),
    seen: new Seen(storage),
    unmapped: new Unmapped(storage),
    staging: new Staging(storage),
    reports: new Reports(storage),
    audit: new Audit(storage),
    drafts: new Drafts(storage),
  };
}
