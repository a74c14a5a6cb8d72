export const LIMITS = {
  /** A page is held in memory whole, and several pages at a time. */
  MAX_PAGE_BYTES: 64 * 1024 * 1024,
  /** Twenty times what the contract allows. A page of brackets alone would hold tens of millions. */
  MAX_PAGE_RECORDS: 10_000,
  MAX_LOGIN_BYTES: 64 * 1024,
  MAX_ERROR_BYTES: 64 * 1024,
  LOGIN_DEADLINE_MS: 30_000,
  PAGE_DEADLINE_MS: 120_000,
  /** From asking for an attachment to the head of the answer. */
  ATTACHMENT_HEAD_DEADLINE_MS: 60_000,
  /** An attachment whose bytes are waited for longer than this, beyond what SLOWEST_BYTES_PER_MS gives them, is asked for anew. */
  ATTACHMENT_STALL_MS: 60_000,
  SLOWEST_BYTES_PER_MS: 64,
  /** How often an attachment that breaks off is asked for from there on before the whole is tried again later. */
  MAX_RESUMES: 5,
  RESUME_AFTER_MS: 500,
  /** For all of it, resumed or not; inside the half hour that Temporal gives the staging of an item. */
  MAX_ATTACHMENT_DEADLINE_MS: 1_500_000,
} as const;
