import type { Route } from './environment.js';
import { backfillLive, backfillPage } from './pages/connector-backfill.js';
import {
  cancelBackfillForm,
  pauseBackfillForm,
  resumeBackfillForm,
} from './pages/connector-backfill-control.js';
import { newBackfillForm, newBackfillPage } from './pages/connector-backfill-new.js';
import { deleteForm, deletePage } from './pages/connector-delete.js';
import { pauseForm, pausePage, resumeForm, runForm } from './pages/connector-pause.js';
import { connectorLive, connectorPage } from './pages/connector.js';
import { connectorsLive, connectorsPage } from './pages/connectors.js';
import { editPage, postEdit } from './pages/edit.js';
import { runCsv, runJson } from './pages/run-download.js';
import { runLive, runPage } from './pages/run.js';
import { WIZARD_ROUTES } from './pages/wizard/routes.js';

/** Every address of the console and what it takes to go there: what does not stand here is not there. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', permission: 'public', handle: (c) => c.redirect('/connectors') },
  { method: 'GET', path: '/connectors', permission: 'view', handle: connectorsPage },
  { method: 'GET', path: '/live/connectors', permission: 'view', handle: connectorsLive },
  ...WIZARD_ROUTES,
  { method: 'GET', path: '/connectors/:id', permission: 'view', handle: connectorPage },
  { method: 'GET', path: '/live/connectors/:id', permission: 'view', handle: connectorLive },
  { method: 'GET', path: '/connectors/:id/edit', permission: 'administer', handle: editPage },
  { method: 'POST', path: '/connectors/:id/edit', permission: 'administer', handle: postEdit },
  { method: 'POST', path: '/connectors/:id/run', permission: 'operate', handle: runForm },
  { method: 'GET', path: '/connectors/:id/pause', permission: 'operate', handle: (c) => pausePage(c) },
  { method: 'POST', path: '/connectors/:id/pause', permission: 'operate', handle: pauseForm },
  { method: 'POST', path: '/connectors/:id/resume', permission: 'operate', handle: resumeForm },
  {
    method: 'GET',
    path: '/connectors/:id/backfill',
    permission: 'operate',
    handle: (c) => newBackfillPage(c),
  },
  { method: 'POST', path: '/connectors/:id/backfill', permission: 'operate', handle: newBackfillForm },
  {
    method: 'GET',
    path: '/connectors/:id/backfills/:run',
    permission: 'view',
    handle: (c) => backfillPage(c),
  },
  { method: 'GET', path: '/live/connectors/:id/backfills/:run', permission: 'view', handle: backfillLive },
  {
    method: 'POST',
    path: '/connectors/:id/backfills/:run/pause',
    permission: 'operate',
    handle: pauseBackfillForm,
  },
  {
    method: 'POST',
    path: '/connectors/:id/backfills/:run/resume',
    permission: 'operate',
    handle: resumeBackfillForm,
  },
  {
    method: 'POST',
    path: '/connectors/:id/backfills/:run/cancel',
    permission: 'operate',
    handle: cancelBackfillForm,
  },
  { method: 'GET', path: '/connectors/:id/delete', permission: 'administer', handle: (c) => deletePage(c) },
  { method: 'POST', path: '/connectors/:id/delete', permission: 'administer', handle: deleteForm },
  { method: 'GET', path: '/runs/:run', permission: 'view', handle: runPage },
  { method: 'GET', path: '/runs/:run/live', permission: 'view', handle: runLive },
  { method: 'GET', path: '/runs/:run/report.csv', permission: 'people', handle: runCsv },
  { method: 'GET', path: '/runs/:run/report.json', permission: 'people', handle: runJson },
];
