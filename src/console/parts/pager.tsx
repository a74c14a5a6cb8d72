import type { Strings } from '../strings/index.js';

/** So many rows on a page of them. */
export const ROWS_PER_PAGE = 50;

/** Page `page`, from 1, of all rows; the last one where there are not so many. */
export function pageOf<T>(rows: readonly T[], page: number): { rows: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_PER_PAGE));
  const shown = Math.min(page, pages);
  return { rows: rows.slice((shown - 1) * ROWS_PER_PAGE, shown * ROWS_PER_PAGE), page: shown, pages };
}

interface PagerProps {
  /** From 1. */
  page: number;
  pages: number;
  /** The address of another page. */
  href: (page: number) => string;
  /** What it leafs through. */
  label: string;
  strings: Strings;
}

/** The pages around this one, the first and the last. Nothing where there is only one. */
export function Pager({ page, pages, href, label, strings: { common, tag } }: PagerProps) {
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label={`${common.pages}: ${label}`}>
      {page > 1 && (
        <a href={href(page - 1)} rel="prev">
          {common.previous}
        </a>
      )}
      {around(page, pages).map((each) =>
        each === undefined ? (
          <span aria-hidden="true">…</span>
        ) : (
          <a href={href(each)} aria-current={each === page ? 'page' : undefined}>
            {each.toLocaleString(tag)}
          </a>
        ),
      )}
      {page < pages && (
        <a href={href(page + 1)} rel="next">
          {common.next}
        </a>
      )}
    </nav>
  );
}

/** Undefined where pages are left out. */
function around(page: number, pages: number): (number | undefined)[] {
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter(
    (each) => each >= 1 && each <= pages,
  );
  return shown.flatMap((each, index) => (each - (shown[index - 1] ?? 0) > 1 ? [undefined, each] : [each]));
}
