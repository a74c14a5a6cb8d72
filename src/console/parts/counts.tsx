import type { Counts } from '../../domain/report.js';
import type { Strings } from '../strings/index.js';

/** What became of copies, in the order of the report's sum. */
export const COUNT_NAMES = ['imported', 'partiallyImported', 'skipped', 'failed'] as const;

/** Their column headings. */
export function CountHeads({ strings: { run } }: { strings: Strings }) {
  return (
    <>
      {COUNT_NAMES.map((name) => (
        <th scope="col" class="number">
          {run[name]}
        </th>
      ))}
    </>
  );
}

/** Their cells in a row; of what has no counts yet, dashes. */
export function CountCells({
  counts,
  strings: { run, tag },
}: {
  counts: Counts | undefined;
  strings: Strings;
}) {
  return (
    <>
      {COUNT_NAMES.map((name) => (
        <td
          class={name === 'failed' && counts && counts.failed > 0 ? 'number bad' : 'number'}
          data-label={run[name]}
        >
          {counts ? counts[name].toLocaleString(tag) : '–'}
        </td>
      ))}
    </>
  );
}
