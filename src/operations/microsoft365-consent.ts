import { CLOUDS } from '../microsoft365/clouds.js';
import type { Microsoft365Settings } from '../microsoft365/open.js';

/** The scope in Exchange that holds the mailboxes of the archived people. */
const SCOPE = 'WhatsApp Archiver';

/** Exchange Online PowerShell of each cloud is another environment (Connect-ExchangeOnline, -ExchangeEnvironmentName). */
const ENVIRONMENTS = {
  worldwide: 'O365Default',
  gcc: 'O365Default',
  'gcc-high': 'O365USGovGCCHigh',
  dod: 'O365USGovDoD',
} as const;

/**
 * Where an administrator consents for the whole tenant to what the app registration asks for
 * (learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent).
 */
export function consentAddress({
  cloud,
  tenantId,
  clientId,
  authorityHost,
}: Pick<Microsoft365Settings, 'cloud' | 'tenantId' | 'clientId' | 'authorityHost'>): string {
  const authority = authorityHost ?? CLOUDS[cloud].authorityHost;
  return `${authority}/${encodeURIComponent(tenantId)}/adminconsent?client_id=${encodeURIComponent(clientId)}`;
}

/**
 * What gives the app the mailboxes of a group and no other, line by line
 * (learn.microsoft.com/exchange/permissions-exo/application-rbac). GROUP is for the administrator to fill in.
 */
export function scopedRights({ cloud, clientId }: Pick<Microsoft365Settings, 'cloud' | 'clientId'>): string {
  return [
    `Connect-ExchangeOnline -ExchangeEnvironmentName ${ENVIRONMENTS[cloud]}`,
    'Connect-MgGraph -Scopes Application.Read.All',
    `$app = Get-MgServicePrincipal -Filter "AppId eq '${clientId}'"`,
    '$group = Get-Group -Identity "GROUP"',
    `New-ServicePrincipal -AppId ${clientId} -ObjectId $app.Id -DisplayName "${SCOPE}"`,
    `New-ManagementScope -Name "${SCOPE}" -RecipientRestrictionFilter "MemberOfGroup -eq '$($group.DistinguishedName)'"`,
    `New-ManagementRoleAssignment -App ${clientId} -Role "Application Mail.ReadWrite" -CustomResourceScope "${SCOPE}"`,
    `New-ManagementRoleAssignment -App ${clientId} -Role "Application MailboxSettings.Read" -CustomResourceScope "${SCOPE}"`,
  ].join('\n');
}

/** What shows whether a mailbox is within the scope. `address` is somebody's, or a word in its place. */
export function testOfRights({ clientId }: Pick<Microsoft365Settings, 'clientId'>, address: string): string {
  return `Test-ServicePrincipalAuthorization -Identity ${clientId} -Resource ${address}`;
}
