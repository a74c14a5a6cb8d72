import type { Route } from './environment.js';
import { auditDownload } from './pages/audit-csv.js';
import { auditPage } from './pages/audit.js';
import { CONNECTOR_ROUTES } from './pages/connector-routes.js';
import { connectorsLive, connectorsPage } from './pages/connectors.js';
import { healthLive, healthPage } from './pages/health.js';
import { applyNow, confirmChange, offerChange, previewChange } from './pages/people-actions.js';
import { mappingCsv, unmappedDownload } from './pages/people-download.js';
import { peoplePage } from './pages/people.js';
import { runCsv, runJson } from './pages/run-download.js';
import { runLive, runPage } from './pages/run.js';
import { beginSignIn, finishSignIn, signedOut, signOut } from './pages/sign-in.js';
import { editPage, postEdit } from './pages/edit.js';
import { WIZARD_ROUTES } from './pages/wizard/routes.js';

/** Every address of the console and what it takes to go there: what does not stand here is not there. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', permission: 'public', handle: (c) => c.redirect('/connectors') },
  { method: 'GET', path: '/sign-in', permission: 'public', handle: beginSignIn },
  { method: 'GET', path: '/sign-in/callback', permission: 'public', handle: finishSignIn },
  { method: 'POST', path: '/sign-out', permission: 'public', handle: signOut },
  { method: 'GET', path: '/signed-out', permission: 'public', handle: signedOut },
  // Scripts ask it whether somebody is still signed in.
  { method: 'GET', path: '/session', permission: 'view', handle: (c) => c.body(null, 204) },
  { method: 'GET', path: '/connectors', permission: 'view', handle: connectorsPage },
  { method: 'GET', path: '/live/connectors', permission: 'view', handle: connectorsLive },
  { method: 'GET', path: '/health', permission: 'view', handle: healthPage },
  { method: 'GET', path: '/health/live', permission: 'view', handle: healthLive },
  { method: 'GET', path: '/connectors/:id/people', permission: 'people', handle: peoplePage },
  { method: 'GET', path: '/connectors/:id/people/mapping.csv', permission: 'people', handle: mappingCsv },
  {
    method: 'GET',
    path: '/connectors/:id/people/unmapped.csv',
    permission: 'people',
    handle: unmappedDownload,
  },
  {
    method: 'POST',
    path: '/connectors/:id/people/changes',
    permission: 'administer',
    takesFile: true,
    handle: offerChange,
  },
  {
    method: 'GET',
    path: '/connectors/:id/people/changes/:change',
    permission: 'administer',
    handle: previewChange,
  },
  {
    method: 'POST',
    path: '/connectors/:id/people/changes/:change',
    permission: 'administer',
    handle: confirmChange,
  },
  { method: 'POST', path: '/connectors/:id/people/apply', permission: 'operate', handle: applyNow },
  ...WIZARD_ROUTES,
  ...CONNECTOR_ROUTES,
  { method: 'GET', path: '/connectors/:id/edit', permission: 'administer', handle: editPage },
  { method: 'POST', path: '/connectors/:id/edit', permission: 'administer', handle: postEdit },
  { method: 'GET', path: '/runs/:run', permission: 'view', handle: runPage },
  { method: 'GET', path: '/runs/:run/live', permission: 'view', handle: runLive },
  { method: 'GET', path: '/runs/:run/report.csv', permission: 'people', handle: runCsv },
  { method: 'GET', path: '/runs/:run/report.json', permission: 'people', handle: runJson },
  { method: 'GET', path: '/audit', permission: 'audit', handle: auditPage },
  { method: 'GET', path: '/audit.csv', permission: 'audit', handle: auditDownload },
];
