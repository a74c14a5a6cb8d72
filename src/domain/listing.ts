// A listing ends where the source gives no cursor any more. These rules end one whose source never does so. Pages are
// counted from 0.

/** 20 million items, at the 200 of a page that the site's contract has by default. */
export const MAX_PAGES_OF_LISTING = 100_000;

/** A site may list by the minute, and a quiet day is then 1,440 empty pages: fewer must not pass for a listing without end. */
const FIRST_LOOK_AT_PAGES = 2_048;

/**
 * The earlier page whose next cursor must differ from this page's, undefined for the first page. Pages 0, 1, 3, 7, … are
 * held against all that follow up to the next of them, which finds a circle of any length within twice its pages
 * (R. P. Brent, An improved Monte Carlo factorization algorithm, 1980).
 */
export function pageToCompare(page: number): number | undefined {
  return page === 0 ? undefined : 2 ** Math.floor(Math.log2(page)) - 1;
}

/** After 2,048, 4,096, … pages the second half of them must have shown something that the first had not. */
export function isLookDue(page: number): boolean {
  const pages = page + 1;
  return pages >= FIRST_LOOK_AT_PAGES && Number.isInteger(Math.log2(pages));
}
