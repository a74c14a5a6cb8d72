import type { ReasonCode } from '../domain/reasons.js';
import type { Permission } from './access/permissions.js';
import type { Strings } from './strings/index.js';

export type Place = keyof Strings['reasonPlaces'];

const RESUMED: readonly Place[] = ['edit', 'connector'];
const CHECKED: readonly Place[] = ['health', 'connector'];

/** Where a reason is mended, in the order in which one goes there. */
export const REASON_PLACES: Partial<Record<ReasonCode, readonly Place[]>> = {
  NoMapping: ['people'],
  NoLongerMapped: ['people'],
  ItemEncrypted: ['edit', 'backfill'],
  ItemTooLarge: ['edit', 'backfill'],
  MailboxNotFound: ['people'],
  AccessDenied: ['health'],
  SourceRefusedLogin: RESUMED,
  SourceKeyMismatch: RESUMED,
  AccountMismatch: RESUMED,
  SecretMissing: RESUMED,
  SecretInvalid: RESUMED,
  SourceUnreachable: ['edit', 'health'],
  GraphUnreachable: ['health'],
  GraphRefusedLogin: CHECKED,
  DirectoryDenied: CHECKED,
  NoWorker: ['health'],
  StorageUnreachable: ['health'],
  StorageRefused: CHECKED,
  TemporalUnreachable: ['health'],
  ConnectorNotFound: ['connectors'],
  AccountTaken: ['connectors'],
  RunNotFound: ['connector'],
};

/** What it takes to go there; a place of which nobody knows the connector is none. */
export const PLACES: Record<Place, { permission: Permission; address: (id: string) => string }> = {
  people: { permission: 'people', address: (id) => `/connectors/${id}/people` },
  edit: { permission: 'administer', address: (id) => `/connectors/${id}/edit` },
  connector: { permission: 'operate', address: (id) => `/connectors/${id}` },
  backfill: { permission: 'operate', address: (id) => `/connectors/${id}/backfill` },
  health: { permission: 'view', address: (id) => `/health?connector=${id}` },
  connectors: { permission: 'view', address: () => '/connectors' },
};
