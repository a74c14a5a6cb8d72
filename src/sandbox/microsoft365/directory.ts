import { randomUUID } from 'node:crypto';

/** EXCHANGE_S_ENTERPRISE, Exchange Online Plan 2 (learn.microsoft.com/entra/identity/users/licensing-service-plan-reference). */
const EXCHANGE_PLAN = plan('efb87545-963c-4e0d-99df-69c6916d9eb0');
/** EXCHANGE_S_ARCHIVE: an archive in the cloud beside a mailbox on Exchange Server (the same page). */
export const ARCHIVE_PLAN = plan('da040e0a-b393-4bea-bb76-928b3fa1cf5a');

/** A part of a licence, as Graph shows it. */
export interface AssignedPlan {
  service: string;
  servicePlanId: string;
  capabilityStatus: string;
}

/** A user of the pretend tenant, as Entra holds one. */
export interface SandboxUser {
  /** Object id, a GUID. */
  id: string;
  userPrincipalName: string;
  mail: string | null;
  /** `SMTP:` marks the primary address, `smtp:` an alias. */
  proxyAddresses: string[];
  displayName: string;
  accountEnabled: boolean;
  userType: 'Member' | 'Guest';
  /** Null for a user who was made in the cloud. */
  onPremisesSyncEnabled: boolean | null;
  assignedPlans: AssignedPlan[];
  /** An instant; null while the user is there. */
  deletedDateTime: string | null;
  /** False for a user without an Exchange licence, or whose mailbox is on Exchange Server. */
  hasMailbox: boolean;
  /** Whose mailbox it is: one person's, or one that several share. */
  userPurpose: 'user' | 'shared';
}

/** What a test or the demo must say about a user; the rest follows from it. */
export type NewUser = Pick<SandboxUser, 'userPrincipalName' | 'displayName'> & Partial<SandboxUser>;

/** Makes a user whole: mail and primary proxy address follow the user principal name, a licensed mailbox is there. */
export function makeUser(given: NewUser): SandboxUser {
  const mail = given.mail === undefined ? given.userPrincipalName : given.mail;
  const { hasMailbox = true, userPurpose = 'user' } = given;
  return {
    id: given.id ?? randomUUID(),
    userPrincipalName: given.userPrincipalName,
    mail,
    proxyAddresses: given.proxyAddresses ?? (mail === null ? [] : [`SMTP:${mail}`]),
    displayName: given.displayName,
    accountEnabled: given.accountEnabled ?? true,
    userType: given.userType ?? 'Member',
    onPremisesSyncEnabled: given.onPremisesSyncEnabled ?? null,
    assignedPlans: given.assignedPlans ?? (hasMailbox && userPurpose === 'user' ? [EXCHANGE_PLAN] : []),
    deletedDateTime: given.deletedDateTime ?? null,
    hasMailbox,
    userPurpose,
  };
}

function plan(servicePlanId: string): AssignedPlan {
  return { service: 'exchange', servicePlanId, capabilityStatus: 'Enabled' };
}

/** Graph keeps a deleted user for 30 days, with the object id before the user principal name. */
export function deletedName({ id, userPrincipalName }: SandboxUser): string {
  return `${id.replaceAll('-', '')}${userPrincipalName}`;
}

/** Graph takes a user's object id or user principal name in a path, and no other address. Deleted users are not there. */
export function findUser(users: readonly SandboxUser[], key: string): SandboxUser | undefined {
  const wanted = key.toLowerCase();
  return users.find(
    ({ id, userPrincipalName, deletedDateTime }) =>
      deletedDateTime === null && (id.toLowerCase() === wanted || userPrincipalName.toLowerCase() === wanted),
  );
}
