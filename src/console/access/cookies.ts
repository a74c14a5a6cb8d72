import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

/** `session`: who it is. `browser`: which one it is, while somebody signs in. */
type Cookie = 'session' | 'browser';

/**
 * With the prefix `__Host-` no other host can set or read them. Lax and not strict: one comes back from the provider's
 * site (OWASP ASVS 5.0.0, 3.3.1-3.3.4).
 */
const OPTIONS = {
  prefix: 'host',
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Lax',
} satisfies CookieOptions;

export function readCookie(c: Context, name: Cookie): string | undefined {
  return getCookie(c, name, 'host');
}

/** It lasts until the browser ends. */
export function writeCookie(c: Context, name: Cookie, value: string): void {
  setCookie(c, name, value, OPTIONS);
}

export function forgetCookie(c: Context, name: Cookie): void {
  deleteCookie(c, name, OPTIONS);
}
