import type { Route } from './environment.js';
import { connectorsPage } from './pages/connectors.js';
import { editPage, postEdit } from './pages/edit.js';
import { runCsv, runJson } from './pages/run-download.js';
import { runLive, runPage } from './pages/run.js';
import { WIZARD_ROUTES } from './pages/wizard/routes.js';

/** Every address of the console and what it takes to go there: what does not stand here is not there. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', permission: 'public', handle: (c) => c.redirect('/connectors') },
  { method: 'GET', path: '/connectors', permission: 'view', handle: connectorsPage },
  ...WIZARD_ROUTES,
  { method: 'GET', path: '/connectors/:id/edit', permission: 'administer', handle: editPage },
  { method: 'POST', path: '/connectors/:id/edit', permission: 'administer', handle: postEdit },
  { method: 'GET', path: '/runs/:run', permission: 'view', handle: runPage },
  { method: 'GET', path: '/runs/:run/live', permission: 'view', handle: runLive },
  { method: 'GET', path: '/runs/:run/report.csv', permission: 'people', handle: runCsv },
  { method: 'GET', path: '/runs/:run/report.json', permission: 'people', handle: runJson },
];
