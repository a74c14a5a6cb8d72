import { z } from 'zod';

const assignedPlan = z.object({
  service: z.string().nullish(),
  servicePlanId: z.string().nullish(),
  capabilityStatus: z.string().nullish(),
});

/** A user as Graph shows one, deleted or not; much of it may be missing. */
export const graphUser = z.object({
  id: z.string().min(1),
  userPrincipalName: z.string(),
  mail: z.string().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
  displayName: z.string().nullish(),
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  assignedPlans: z.array(assignedPlan).nullish(),
});
export type GraphUser = z.infer<typeof graphUser>;

/**
 * Who is meant if several have the address: by user principal name, else mail, else alias; `ambiguous` if that leaves
 * two. `users` may hold others, found for other addresses. Pure.
 */
export function pickUser(users: readonly GraphUser[], address: string): GraphUser | 'ambiguous' | undefined {
  const byName = users.filter(({ userPrincipalName }) => isSame(userPrincipalName, address));
  const byMail = users.filter(({ mail }) => isSame(mail, address));
  const byAlias = users.filter((user) => hasAlias(user, address));
  const [meant, ...others] = [byName, byMail, byAlias].find((matches) => matches.length > 0) ?? [];
  return others.length > 0 ? 'ambiguous' : meant;
}

/** Whether a deleted user had the address. Pure. */
export function hadAddress(user: GraphUser, address: string): boolean {
  const { id, userPrincipalName } = user;
  const names = [id, id.replaceAll('-', '')].map((prefix) => `${prefix}${address}`);
  return (
    names.some((name) => isSame(userPrincipalName, name.toLowerCase())) ||
    isSame(user.mail, address) ||
    hasAlias(user, address)
  );
}

function hasAlias({ proxyAddresses }: GraphUser, address: string): boolean {
  return (proxyAddresses ?? []).some((alias) => isSame(alias, `smtp:${address}`));
}

function isSame(text: string | null | undefined, lowerCased: string): boolean {
  return text?.toLowerCase() === lowerCased;
}
