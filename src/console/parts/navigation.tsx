import { may, type Permission, type User } from '../access/permissions.js';
import type { Strings } from '../strings/index.js';

interface Place {
  href: string;
  name: keyof Strings['common'] & ('connectors' | 'health' | 'audit');
  permission: Permission;
}

const PLACES: readonly Place[] = [
  { href: '/connectors', name: 'connectors', permission: 'view' },
  { href: '/health', name: 'health', permission: 'view' },
  { href: '/audit', name: 'audit', permission: 'audit' },
];

/** The product's name, the pages one may see, and who one is. */
export function Navigation({
  path,
  strings,
  user,
  hasSignIn,
}: {
  path: string;
  strings: Strings;
  user: User | undefined;
  /** Else there is nothing to sign out of. */
  hasSignIn: boolean;
}) {
  const { common } = strings;
  return (
    <header class="top">
      <a class="brand" href="/connectors">
        <img src="/assets/icon.svg" alt="" width="24" height="24" />
        {common.product}
      </a>
      <nav aria-label={common.navigation}>
        {PLACES.filter(({ permission }) => may(user, permission)).map(({ href, name }) => (
          <a href={href} aria-current={path.startsWith(href) ? 'page' : undefined}>
            {common[name]}
          </a>
        ))}
      </nav>
      {user && (
        <div class="who">
          <span>{common.signedInAs(user.name)}</span>
          {hasSignIn && user.roles.length > 0 && (
            <form method="post" action="/sign-out">
              <button>{common.signOut}</button>
            </form>
          )}
        </div>
      )}
    </header>
  );
}
