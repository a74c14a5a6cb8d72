import type { MailboxUser, NoMailbox } from '../domain/user.js';
import type { GraphUser } from './graph-user.js';

/**
 * EXCHANGE_S_ARCHIVE, Exchange Online Archiving for Exchange Server: an archive in the cloud beside a mailbox elsewhere
 * (learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
 */
const ARCHIVE_PLAN = 'da040e0a-b393-4bea-bb76-928b3fa1cf5a';

/**
 * Why a user without a mailbox in Exchange Online has none, as far as the directory tells. Graph's own answer does not:
 * `MailboxNotEnabledForRESTAPI` is "inactive, soft-deleted, or hosted on-premise". Whoever comes from Active Directory
 * with an address is taken to have the mailbox there. Pure.
 */
export function whyNoMailbox(user: GraphUser): NoMailbox {
  if (plansInForce(user).some(({ servicePlanId }) => servicePlanId?.toLowerCase() === ARCHIVE_PLAN))
    return 'archive-only';
  return user.onPremisesSyncEnabled === true && user.mail ? 'on-premises' : 'no-mailbox';
}

/**
 * A shared mailbox is nobody's to sign in to, and as a rule has no licence
 * (learn.microsoft.com/microsoft-365/admin/email/remove-license-from-shared-mailbox). Only who looks like it is worth
 * asking what the mailbox is for. Pure.
 */
export function mayBeShared(user: GraphUser): boolean {
  return user.accountEnabled === false || !plansInForce(user).some(({ service }) => service === 'exchange');
}

export function mailboxUser({ id, userPrincipalName, mail, displayName }: GraphUser): MailboxUser {
  return { id, userPrincipalName, mail: mail ?? userPrincipalName, displayName: displayName ?? '' };
}

/** `Warning` is a licence that has run out and still works (learn.microsoft.com/graph/api/resources/assignedplan). */
function plansInForce({ assignedPlans }: GraphUser): NonNullable<GraphUser['assignedPlans']> {
  return (assignedPlans ?? []).filter(({ capabilityStatus }) =>
    /^(Enabled|Warning)$/.test(capabilityStatus ?? ''),
  );
}
