import { z } from 'zod';
import { ROLES, type User } from './permissions.js';
import type { RoleClaims } from './role-claims.js';

const MAX_NAME_CHARACTERS = 200;

const text = z.string().optional().catch(undefined);
/** Some providers give a single value without its list. */
const list = z.union([z.array(z.string()), z.string().transform((value) => [value])]).catch([]);

const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  preferred_username: text,
  email: text,
  roles: list,
  groups: list,
  _claim_names: z.looseObject({}).catch({}),
});

/** Why somebody whom the provider has let in stays outside. */
export type NoEntry = 'noRole' | 'tooManyGroups';

/** Who the claims of an ID token say has signed in. Without a role of the console nobody comes in. */
export function userOfClaims(
  claims: unknown,
  roleClaims: RoleClaims,
): { user: User; noEntry: NoEntry | undefined } {
  const { roles, groups, _claim_names: elsewhere, ...names } = Claims.parse(claims);
  const held = new Set([...roles, ...groups]);
  const granted = ROLES.filter((role) => roleClaims[role]?.some((value) => held.has(value)));
  const noEntry = granted.length > 0 ? undefined : whyNot(elsewhere);
  // Only together they are one person's for good (OpenID Connect Core 1.0, 5.7).
  const id = `${names.iss} ${names.sub}`;
  return { user: { id, name: nameOf(names), roles: granted }, noEntry };
}

/**
 * Entra ID leaves the groups out where they are more than 200, and names where else they are to be had
 * (learn.microsoft.com/entra/identity-platform/id-token-claims-reference, groups overage claim).
 */
function whyNot(elsewhere: Record<string, unknown>): NoEntry {
  return 'groups' in elsewhere ? 'tooManyGroups' : 'noRole';
}

/** Shown, and written to the audit log: in one line, and with nothing in it that turns the direction of text. */
function nameOf(claims: Pick<z.output<typeof Claims>, 'preferred_username' | 'email' | 'sub'>): string {
  const name = [claims.preferred_username, claims.email].find((given) => given?.trim()) ?? claims.sub;
  return name.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, '?').slice(0, MAX_NAME_CHARACTERS);
}
