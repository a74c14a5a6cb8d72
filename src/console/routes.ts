import type { Route } from './environment.js';
import { auditDownload } from './pages/audit-csv.js';
import { auditPage } from './pages/audit.js';
import { connectorsPage } from './pages/connectors.js';
import { beginSignIn, finishSignIn, signedOut, signOut } from './pages/sign-in.js';

/** Every address of the console and what it takes to go there: what does not stand here is not there. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', permission: 'public', handle: (c) => c.redirect('/connectors') },
  { method: 'GET', path: '/sign-in', permission: 'public', handle: beginSignIn },
  { method: 'GET', path: '/sign-in/callback', permission: 'public', handle: finishSignIn },
  { method: 'POST', path: '/sign-out', permission: 'public', handle: signOut },
  { method: 'GET', path: '/signed-out', permission: 'public', handle: signedOut },
  { method: 'GET', path: '/connectors', permission: 'view', handle: connectorsPage },
  { method: 'GET', path: '/audit', permission: 'audit', handle: auditPage },
  { method: 'GET', path: '/audit.csv', permission: 'audit', handle: auditDownload },
];
