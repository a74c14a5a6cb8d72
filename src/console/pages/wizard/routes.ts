import type { Route } from '../../environment.js';
import { beginSetUp, productPage } from '../product.js';
import { discardPage, postDiscard } from './discard.js';
import { loginStep, postLogin } from './login.js';
import { mappingStep, postMapping } from './mapping.js';
import { microsoft365Step, postMicrosoft365 } from './microsoft365.js';
import { postReview, reviewStep } from './review.js';
import { postSchedule, scheduleStep } from './schedule.js';
import { postTerms, termsStep } from './terms.js';
import { withDraft } from './with-draft.js';

const DRAFT = '/connectors/new/:draft';
const permission = 'administer';

/** The product's page and the steps of the wizard behind it. They stand before `/connectors/:id`, which takes in `new`. */
export const WIZARD_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/connectors/new', permission, handle: productPage },
  { method: 'POST', path: '/connectors/new', permission, handle: beginSetUp },
  { method: 'GET', path: `${DRAFT}/terms`, permission, handle: withDraft('terms', termsStep) },
  { method: 'POST', path: `${DRAFT}/terms`, permission, handle: withDraft('terms', postTerms, termsStep) },
  { method: 'GET', path: `${DRAFT}/login`, permission, handle: withDraft('login', loginStep) },
  { method: 'POST', path: `${DRAFT}/login`, permission, handle: withDraft('login', postLogin, loginStep) },
  { method: 'GET', path: `${DRAFT}/mapping`, permission, handle: withDraft('mapping', mappingStep) },
  {
    method: 'POST',
    path: `${DRAFT}/mapping`,
    permission,
    takesFile: true,
    handle: withDraft('mapping', postMapping, mappingStep),
  },
  {
    method: 'GET',
    path: `${DRAFT}/microsoft365`,
    permission,
    handle: withDraft('microsoft365', microsoft365Step),
  },
  {
    method: 'POST',
    path: `${DRAFT}/microsoft365`,
    permission,
    handle: withDraft('microsoft365', postMicrosoft365, microsoft365Step),
  },
  { method: 'GET', path: `${DRAFT}/schedule`, permission, handle: withDraft('schedule', scheduleStep) },
  {
    method: 'POST',
    path: `${DRAFT}/schedule`,
    permission,
    handle: withDraft('schedule', postSchedule, scheduleStep),
  },
  { method: 'GET', path: `${DRAFT}/review`, permission, handle: withDraft('review', reviewStep) },
  { method: 'POST', path: `${DRAFT}/review`, permission, handle: postReview },
  { method: 'GET', path: `${DRAFT}/discard`, permission, handle: discardPage },
  { method: 'POST', path: `${DRAFT}/discard`, permission, handle: postDiscard },
];
