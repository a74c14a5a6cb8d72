import { z } from 'zod';
import { ROLES, type Role } from './permissions.js';

/** Which values of the claims `roles` and `groups` give a role: app roles, or ids of groups. */
export type RoleClaims = Readonly<Partial<Record<Role, readonly string[]>>>;

const values = z.array(z.string().min(1)).min(1);
const shape = z.strictObject(Object.fromEntries(ROLES.map((role) => [role, values.optional()])));

/** The setting with the roles, JSON such as `{ "auditor": ["Archiver.Auditor"] }`. */
export const roleClaims = z.string().transform((text, context): RoleClaims => {
  const parsed = shape.safeParse(jsonOf(text));
  if (parsed.success && Object.keys(parsed.data).length > 0) return parsed.data;
  context.addIssue(
    `is not JSON such as {"auditor":["group id or app role"]} with roles of ${ROLES.join(', ')}`,
  );
  return z.NEVER;
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
