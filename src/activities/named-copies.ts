import type { Copy } from '../domain/copies.js';
import type { Outcome } from '../domain/report.js';
import type { ExpectedCopy, Outcomes } from '../storage/outcomes.js';

/** Names the copies to which this run's mapping does not lead as the runs did that had them last. */
export async function namedCopies(
  { outcomes }: { outcomes: Pick<Outcomes, 'copiesOf'> },
  copies: readonly Copy[],
  expected: readonly ExpectedCopy[],
): Promise<ExpectedCopy[]> {
  const unnamed = new Set(expected.flatMap(({ mailbox, m365UserId }) => (m365UserId ? [] : mailbox)));
  const earlier = copies.filter(({ mailbox }) => unnamed.has(mailbox));
  const rows = new Map<string, Outcome[]>();
  for (const { byRun, itemKey } of earlier)
    if (!rows.has(byRun)) rows.set(byRun, await outcomes.copiesOf(byRun, itemKey));
  const named = new Map(
    earlier.map(({ mailbox, byRun }) => [mailbox, rows.get(byRun)?.find((row) => row.mailbox === mailbox)]),
  );
  return expected.map((copy) => ({
    ...copy,
    sourceUserId: copy.sourceUserId ?? named.get(copy.mailbox)?.sourceUserId ?? null,
    m365UserId: copy.m365UserId ?? named.get(copy.mailbox)?.m365UserId ?? null,
  }));
}
