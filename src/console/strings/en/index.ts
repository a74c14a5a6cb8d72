import { common, refusals, states } from './common.js';
import { connector } from './connector.js';
import { connectors } from './connectors.js';
import { edit } from './edit.js';
import { login } from './login.js';
import { microsoft365 } from './microsoft365.js';
import { product } from './product.js';
import { review } from './review.js';
import { run } from './run.js';
import { schedule } from './schedule.js';
import { terms } from './terms.js';
import { userMapping } from './user-mapping.js';
import { wizard } from './wizard.js';

export const en = {
  tag: 'en',
  common,
  refusals,
  states,
  connector,
  connectors,
  edit,
  login,
  microsoft365,
  product,
  review,
  run,
  schedule,
  terms,
  userMapping,
  wizard,
};
