/** Where somebody lands who wanted to go nowhere. */
const START = '/connectors';

/**
 * The address if it is one of our own pages, else the first page: after signing in nobody is led to another site
 * (OWASP ASVS 5.0.0, 1.2.2). Browsers drop line breaks and take `/\` for `//`, and so does URL.
 */
export function ownPath(address: string | undefined, origin: URL): string {
  if (address === undefined || !URL.canParse(address, origin.href)) return START;
  const url = new URL(address, origin);
  if (url.origin !== origin.origin || url.pathname.startsWith('/sign-') || url.pathname.startsWith('//'))
    return START;
  return url.pathname + url.search;
}
