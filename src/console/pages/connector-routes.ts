import type { Route } from '../environment.js';
import { allRunsPage } from './connector-all-runs.js';
import { backfillLive, backfillPage } from './connector-backfill.js';
import { cancelBackfillForm, pauseBackfillForm, resumeBackfillForm } from './connector-backfill-actions.js';
import { newBackfillForm, newBackfillPage } from './connector-backfill-new.js';
import { deleteForm, deletePage } from './connector-delete.js';
import { pauseForm, pausePage, resumeForm, runForm } from './connector-pause.js';
import { connectorLive, connectorPage } from './connector.js';

/** The page of a connector, what can be done with it, and its backfills. */
export const CONNECTOR_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/connectors/:id', permission: 'view', handle: connectorPage },
  { method: 'GET', path: '/live/connectors/:id', permission: 'view', handle: connectorLive },
  { method: 'GET', path: '/connectors/:id/runs', permission: 'view', handle: allRunsPage },
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
];
