import type { Route } from './environment.js';
import { connectorsPage } from './pages/connectors.js';

/** Every address of the console and what it takes to go there: what does not stand here is not there. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', permission: 'public', handle: (c) => c.redirect('/connectors') },
  { method: 'GET', path: '/connectors', permission: 'view', handle: connectorsPage },
];
