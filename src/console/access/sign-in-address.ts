/** Where one signs in and then lands on the page at `from`, a whole address; without one on the first page. */
export function signInAddress(from: string | undefined): string {
  if (from === undefined || !URL.canParse(from)) return '/sign-in';
  const { pathname, search } = new URL(from);
  return `/sign-in?${new URLSearchParams({ to: pathname + search }).toString()}`;
}
