import type { Route } from './environment.js';
import { auditDownload } from './pages/audit-csv.js';
import { auditPage } from './pages/audit.js';
import { connectorsPage } from './pages/connectors.js';

/** Every address of the console and what it takes to go there: what does not stand here is not there. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', permission: 'public', handle: (c) => c.redirect('/connectors') },
  { method: 'GET', path: '/connectors', permission: 'view', handle: connectorsPage },
  { method: 'GET', path: '/audit', permission: 'audit', handle: auditPage },
  { method: 'GET', path: '/audit.csv', permission: 'audit', handle: auditDownload },
];
