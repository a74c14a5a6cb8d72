/**
 * What a route asks for. `public`: nobody has to have signed in. `view`: states and counts. `people`: who sent, who
 * received, who is mapped. `operate`: run, pause, resume, backfill. `administer`: connectors and their mapping.
 * `audit`: who changed what.
 */
export const PERMISSIONS = ['public', 'view', 'people', 'operate', 'administer', 'audit'] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['viewer', 'operator', 'data-connector-admin', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

/** Deny by default: what does not stand here is refused. */
export const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['view'],
  operator: ['view', 'people', 'operate'],
  'data-connector-admin': ['view', 'people', 'operate', 'administer'],
  auditor: ['view', 'people', 'audit'],
};

/** Who looks at the console. */
export interface User {
  /** As the sign-in knows them, for good: names may be given to others. Left out for the local user. */
  id?: string;
  /** As the audit log names them. */
  name: string;
  roles: readonly Role[];
}

/** Whose something is that nobody else is shown. */
export function ownerIdOf(user: User | undefined): string {
  return user?.id ?? user?.name ?? '';
}

export function may(user: User | undefined, permission: Permission): boolean {
  if (permission === 'public') return true;
  return user?.roles.some((role) => PERMISSIONS_OF[role].includes(permission)) ?? false;
}
