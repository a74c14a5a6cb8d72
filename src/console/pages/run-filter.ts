import { z } from 'zod';
import { isReasonCode, type ReasonCode } from '../../domain/reasons.js';
import type { ConsoleContext } from '../environment.js';
import { MAX_SEARCH_CHARACTERS } from '../parts/search.js';
import type { FailureFilter } from '../runs/indexed-report.js';

/** Which failures of a report are shown, as it stands in the address of the page; what is wrong there counts as nothing. */
export interface ShownFailures extends FailureFilter {
  /** From 1. */
  page: number;
}

const schema = z.object({
  q: z.string().max(MAX_SEARCH_CHARACTERS).catch(''),
  reason: z
    .custom<ReasonCode>((code) => typeof code === 'string' && isReasonCode(code))
    .optional()
    .catch(undefined),
  open: z.enum(['open', 'final']).optional().catch(undefined),
  page: z.coerce.number().int().positive().catch(1),
});

export function readShown(c: ConsoleContext): ShownFailures {
  const { q: search, reason, open, page } = schema.parse(c.req.query());
  return { search, reason, open: open && open === 'open', page };
}

/** The query of the address that shows them. */
export function queryOf({ search, reason, open, page }: Partial<ShownFailures>): string {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(reason && { reason }),
    ...(open !== undefined && { open: open ? 'open' : 'final' }),
    ...(page !== undefined && page > 1 && { page: String(page) }),
  });
  return query.size > 0 ? `?${query.toString()}` : '';
}
