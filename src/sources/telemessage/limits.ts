export const LIMITS = {
  /** A page is held in memory whole, and several pages at a time. */
  MAX_PAGE_BYTES: 64 * 1024 * 1024,
  MAX_LOGIN_BYTES: 64 * 1024,
  MAX_ERROR_BYTES: 64 * 1024,
  LOGIN_DEADLINE_MS: 30_000,
  PAGE_DEADLINE_MS: 120_000,
  ATTACHMENT_DEADLINE_MS: 60_000,
  /** Added to an attachment's deadline for every byte of it: a slower site counts as unreachable. */
  SLOWEST_BYTES_PER_MS: 64,
  /** Inside the half hour that Temporal gives the staging of an item. */
  MAX_ATTACHMENT_DEADLINE_MS: 1_500_000,
} as const;
